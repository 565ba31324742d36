#include "oidc/claims.h"

#include "base/text.h"
#include "domain/id_token_config.h"
#include "oidc/tables.h"
#include "storage/access_store.h"
#include "storage/user_sso_identity_store.h"

#include <algorithm>
#include <array>

namespace daemun::oidc {

namespace {

// The sources of the claims; the profile is parsed once and only if a scope asks for it.
struct Sources {
  const ClaimFacts& facts;
  const json::object& profile;
  ClaimsDialect dialect;
};

struct Claim;

// Writes the claim and says so, or says that the user has no such value.
using Write = bool (*)(JsonWriter& writer, const Claim& claim, const Sources& sources);

enum class WhenEmpty { null, omit };

// `standard` claims are in ID tokens; `extended` ones in userinfo, and in ID tokens when the tenant
// says so (Logto's enabledExtendedClaims).
enum class Kind { standard, extended };

struct Claim {
  std::string_view scope;
  std::string_view name;
  Write write;
  WhenEmpty when_empty = WhenEmpty::omit;
  Kind kind = Kind::standard;
  std::string_view profile_member = {};
  bool ClaimNeeds::*need = nullptr;
};

template <std::optional<std::string> User::*field>
bool write_field(JsonWriter& writer, const Claim& claim, const Sources& sources) {
  const auto& value = sources.facts.user.*field;
  if (!value) return false;
  writer.add(claim.name, *value);
  return true;
}

// Logto has no unverified addresses: a primary one has been verified, or set by an administrator.
template <std::optional<std::string> User::*field>
bool write_verified(JsonWriter& writer, const Claim& claim, const Sources& sources) {
  writer.add_bool(claim.name, (sources.facts.user.*field).has_value());
  return true;
}

// Digits are stored; E.164 begins with '+' (OpenID Connect Core 5.1).
bool write_phone(JsonWriter& writer, const Claim& claim, const Sources& sources) {
  const auto& value = sources.facts.user.primary_phone;
  if (!value) return false;
  const bool needs_plus = sources.dialect == ClaimsDialect::standard && !value->starts_with('+');
  writer.add(claim.name, needs_plus ? "+" + *value : *value);
  return true;
}

// Logto has milliseconds here as well; OpenID Connect Core 5.1 has seconds.
bool write_updated_at(JsonWriter& writer, const Claim& claim, const Sources& sources) {
  const auto time = sources.facts.user.updated_at;
  const bool is_standard = sources.dialect == ClaimsDialect::standard;
  writer.add(claim.name, is_standard ? to_unix_seconds(time) : to_unix_ms(time));
  return true;
}

// Milliseconds in both dialects: the claim is Logto's own.
template <TimePoint User::*field>
bool write_time(JsonWriter& writer, const Claim& claim, const Sources& sources) {
  writer.add(claim.name, to_unix_ms(sources.facts.user.*field));
  return true;
}

template <std::string User::*field>
bool write_document(JsonWriter& writer, const Claim& claim, const Sources& sources) {
  const auto& text = sources.facts.user.*field;
  if (text.empty()) return false;
  writer.add_raw(claim.name, text);
  return true;
}

bool write_profile(JsonWriter& writer, const Claim& claim, const Sources& sources) {
  const auto value = find_string(sources.profile, claim.profile_member);
  if (!value || value->empty()) return false;
  writer.add(claim.name, *value);
  return true;
}

bool write_preferred_username(JsonWriter& writer, const Claim& claim, const Sources& sources) {
  return write_profile(writer, claim, sources) ||
         write_field<&User::username>(writer, claim, sources);
}

// OpenID Connect Core 5.1.1. Logto sends the stored names as they are; its own guide and the
// specification call them otherwise.
bool write_address(JsonWriter& writer, const Claim& claim, const Sources& sources) {
  struct Member {
    std::string_view name;
    std::string_view stored;
  };
  constexpr std::array<Member, 6> members{{
      {"formatted", "formatted"},
      {"street_address", "streetAddress"},
      {"locality", "locality"},
      {"region", "region"},
      {"postal_code", "postalCode"},
      {"country", "country"},
  }};
  const auto* stored = find_object(sources.profile, "address");
  if (stored == nullptr) return false;
  JsonWriter address;
  bool has_member = false;
  for (const auto& member : members) {
    const auto value = find_string(*stored, member.stored);
    if (!value || value->empty()) continue;
    address.add(member.name, *value);
    has_member = true;
  }
  if (!has_member) return false;
  writer.add_raw(claim.name, std::move(address).take());
  return true;
}

template <typename Items, typename Append>
void write_array(JsonWriter& writer, std::string_view name, const Items& items, Append append) {
  std::string text = "[";
  for (const auto& item : items) {
    if (text.size() > 1) text.push_back(',');
    append(text, item);
  }
  text.push_back(']');
  writer.add_raw(name, text);
}

bool write_roles(JsonWriter& writer, const Claim& claim, const Sources& sources) {
  write_array(writer, claim.name, sources.facts.roles, [](std::string& out, const auto& role) {
    append_json_string(out, role);
  });
  return true;
}

bool write_sso_identities(JsonWriter& writer, const Claim& claim, const Sources& sources) {
  const auto append = [](std::string& out, const SsoIdentity& identity) {
    JsonWriter object;
    object.add("issuer", identity.issuer).add("identityId", identity.identity_id);
    object.add_raw("detail", json::serialize(identity.detail));
    out += std::move(object).take();
  };
  write_array(writer, claim.name, sources.facts.sso_identities, append);
  return true;
}

bool write_organizations(JsonWriter& writer, const Claim& claim, const Sources& sources) {
  const auto append = [](std::string& out, const Organization& organization) {
    append_json_string(out, organization.id.value());
  };
  write_array(writer, claim.name, sources.facts.organizations, append);
  return true;
}

bool write_organization_data(JsonWriter& writer, const Claim& claim, const Sources& sources) {
  const bool has_nulls = sources.dialect == ClaimsDialect::logto;
  const auto append = [has_nulls](std::string& out, const Organization& organization) {
    JsonWriter object;
    object.add("id", organization.id.value()).add("name", organization.name);
    if (organization.description) {
      object.add("description", *organization.description);
    } else if (has_nulls) {
      object.add_null("description");
    }
    out += std::move(object).take();
  };
  write_array(writer, claim.name, sources.facts.organizations, append);
  return true;
}

bool write_organization_roles(JsonWriter& writer, const Claim& claim, const Sources& sources) {
  const auto append = [](std::string& out, const OrganizationMembershipRole& role) {
    append_json_string(out, role.organization_id.value() + ":" + role.role_name);
  };
  write_array(writer, claim.name, sources.facts.organization_roles, append);
  return true;
}

constexpr auto null_when_empty = WhenEmpty::null;
constexpr auto omitted = WhenEmpty::omit;
constexpr auto standard = Kind::standard;
constexpr auto extended = Kind::extended;

// In discovery's order, which is that of each scope's claims in a token.
constexpr std::array claims_table{
    Claim{"profile", "name", write_field<&User::name>, null_when_empty},
    Claim{"profile", "family_name", write_profile, omitted, standard, "familyName"},
    Claim{"profile", "given_name", write_profile, omitted, standard, "givenName"},
    Claim{"profile", "middle_name", write_profile, omitted, standard, "middleName"},
    Claim{"profile", "nickname", write_profile, omitted, standard, "nickname"},
    Claim{
        "profile",
        "preferred_username",
        write_preferred_username,
        omitted,
        standard,
        "preferredUsername"},
    Claim{"profile", "profile", write_profile, omitted, standard, "profile"},
    Claim{"profile", "picture", write_field<&User::avatar>, null_when_empty},
    Claim{"profile", "website", write_profile, omitted, standard, "website"},
    Claim{"profile", "gender", write_profile, omitted, standard, "gender"},
    Claim{"profile", "birthdate", write_profile, omitted, standard, "birthdate"},
    Claim{"profile", "zoneinfo", write_profile, omitted, standard, "zoneinfo"},
    Claim{"profile", "locale", write_profile, omitted, standard, "locale"},
    Claim{"profile", "updated_at", write_updated_at},
    Claim{"profile", "username", write_field<&User::username>, null_when_empty},
    Claim{"profile", "created_at", write_time<&User::created_at>},
    Claim{"email", "email", write_field<&User::primary_email>, null_when_empty},
    Claim{"email", "email_verified", write_verified<&User::primary_email>},
    Claim{"phone", "phone_number", write_phone, null_when_empty},
    Claim{"phone", "phone_number_verified", write_verified<&User::primary_phone>},
    Claim{"address", "address", write_address},
    Claim{
        "custom_data",
        "custom_data",
        write_document<&User::custom_data>,
        null_when_empty,
        extended},
    Claim{"identities", "identities", write_document<&User::identities>, null_when_empty, extended},
    Claim{
        "identities",
        "sso_identities",
        write_sso_identities,
        omitted,
        extended,
        {},
        &ClaimNeeds::sso_identities},
    Claim{"roles", "roles", write_roles, omitted, extended, {}, &ClaimNeeds::roles},
    Claim{
        scope::organizations,
        "organizations",
        write_organizations,
        omitted,
        extended,
        {},
        &ClaimNeeds::organizations},
    Claim{
        scope::organizations,
        "organization_data",
        write_organization_data,
        omitted,
        extended,
        {},
        &ClaimNeeds::organizations},
    Claim{
        scope::organization_roles,
        "organization_roles",
        write_organization_roles,
        omitted,
        extended,
        {},
        &ClaimNeeds::organization_roles},
};

bool is_wanted(const Claim& claim, const ClaimRules& rules) {
  return claim.kind == Kind::standard || rules.target == ClaimsTarget::userinfo ||
         contains(rules.enabled_extended_claims, claim.name);
}

json::object parse_profile(const User& user, const std::vector<std::string>& scopes) {
  if (!contains(scopes, "profile") && !contains(scopes, "address")) return {};
  auto profile = parse_json_object(user.profile);
  if (!profile) return {};
  return *std::move(profile);
}

}  // namespace

const std::vector<std::string>& supported_claims() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> list{"sub"};
    for (const auto& claim : claims_table)
      list.emplace_back(claim.name);
    list.insert(list.end(), {"sid", "auth_time", "acr", "amr", "iss"});
    return list;
  }();
  return names;
}

ClaimNeeds claim_needs(const std::vector<std::string>& scopes, const ClaimRules& rules) {
  ClaimNeeds needs;
  for (const auto& claim : claims_table) {
    if (claim.need == nullptr || !contains(scopes, claim.scope)) continue;
    if (is_wanted(claim, rules)) needs.*claim.need = true;
  }
  return needs;
}

Task<ClaimFacts> load_claim_facts(const Dependencies& dependencies, User user, ClaimNeeds needs) {
  using Relation = storage::AccessStore::Relation;
  std::vector<Relation> wanted;
  if (needs.roles) wanted.push_back(Relation::role_names);
  if (needs.organizations) wanted.push_back(Relation::organizations);
  if (needs.organization_roles) wanted.push_back(Relation::organization_roles);

  storage::AccessStore::UserRelations relations;
  if (!wanted.empty()) {
    const storage::AccessStore access(dependencies.database, dependencies.tenant);
    relations = co_await access.list_relations(user.id, std::move(wanted));
  }
  std::vector<SsoIdentity> identities;
  if (needs.sso_identities) {
    const storage::UserSsoIdentityStore store(dependencies.database, dependencies.tenant);
    identities = co_await store.list(user.id);
  }
  co_return ClaimFacts{
      .user = std::move(user),
      .roles = std::move(relations.role_names),
      .organizations = std::move(relations.organizations),
      .organization_roles = std::move(relations.organization_roles),
      .sso_identities = std::move(identities),
  };
}

Task<std::vector<std::string>> load_enabled_extended_claims(const Dependencies& dependencies) {
  const auto text = co_await dependencies.settings.find_config(std::string(id_token_config));
  co_return parse_enabled_extended_claims(*text);
}

Task<ClaimRules> load_claim_rules(
    const Dependencies& dependencies, ClientPtr client, ClaimsTarget target
) {
  ClaimRules rules{.target = target};
  const auto& own = client->custom_client_metadata.claims_dialect;
  if (own) {
    rules.dialect = *own;
  } else {
    const auto experience = co_await dependencies.settings.find_sign_in_experience();
    rules.dialect = experience->claims_dialect;
  }
  if (target == ClaimsTarget::id_token)
    rules.enabled_extended_claims = co_await load_enabled_extended_claims(dependencies);
  co_return rules;
}

void add_user_claims(
    JsonWriter& writer,
    const std::vector<std::string>& scopes,
    const ClaimFacts& facts,
    const ClaimRules& rules
) {
  writer.add("sub", facts.user.id.value());
  const json::object profile = parse_profile(facts.user, scopes);
  const Sources sources{.facts = facts, .profile = profile, .dialect = rules.dialect};
  for (auto scope = scopes.begin(); scope != scopes.end(); ++scope) {
    if (std::find(scopes.begin(), scope, *scope) != scope) continue;  // named twice
    for (const auto& claim : claims_table) {
      if (claim.scope != *scope || !is_wanted(claim, rules)) continue;
      const bool written = claim.write(writer, claim, sources);
      const bool is_null =
          claim.when_empty == WhenEmpty::null && rules.dialect == ClaimsDialect::logto;
      if (!written && is_null) writer.add_null(claim.name);
    }
  }
}

}  // namespace daemun::oidc
