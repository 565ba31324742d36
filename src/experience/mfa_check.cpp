#include "experience/mfa_check.h"

#include "base/text.h"
#include "domain/assurance.h"
#include "experience/memberships.h"
#include "experience/method.h"
#include "experience/sign_in_review.h"
#include "storage/user_factor_store.h"
#include "storage/user_relation_store.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace daemun::experience {
namespace {

constexpr const char* unproven = "session.mfa.require_mfa_verification";
constexpr const char* unprovable = "session.mfa.passkeys_of_another_host";

bool is_used(const SignInExperience& settings) {
  return !settings.mfa.factors.empty() || settings.passkey_sign_in.is_enabled;
}

// Whether the address is all that has identified the person: a code to it would prove the same once
// more.
bool is_first_factor(const MfaCheck& check, const std::optional<std::string>& address) {
  const ExperienceState& state = check.dialogue.state;
  const auto& proven = state.proven;
  return address && proven && proven->address && proven->address->value == *address &&
         !contains(state.amr, "pwd");
}

// Those of the account that prove more than has identified the person, without what the dialogue
// adds.
OwnedFactors owned_beside_first(const MfaCheck& check) {
  auto owned = to_owned(check.mfa.stored, check.mfa.rp_id);
  if (check.user == nullptr) return owned;
  const auto& [email, phone] = std::tie(check.user->primary_email, check.user->primary_phone);
  owned.has_email = email.has_value() && !is_first_factor(check, email);
  owned.has_phone = phone.has_value() && !is_first_factor(check, phone);
  return owned;
}

// The same; an address that has identified the person counts while there is nothing else. A passkey
// that cannot be asked for is something else: the mailbox alone does not replace it.
OwnedFactors owned_by(const MfaCheck& check) {
  auto owned = owned_beside_first(check);
  const auto& settings = check.dialogue.settings->mfa;
  const bool has_another =
      !list_usable_factors(settings, owned).empty() || is_foreign_passkey_owned(settings, owned);
  if (check.user == nullptr || has_another) return owned;
  owned.has_email = check.user->primary_email.has_value();
  owned.has_phone = check.user->primary_phone.has_value();
  return owned;
}

bool changes_account(const ExperienceState& state) {
  auto profile = state.profile;
  // What the company's provider says at each sign-in.
  if (state.enterprise) {
    profile.name.reset();
    profile.avatar.reset();
  }
  return !profile.empty() || !state.mfa.factors.empty();
}

// How the person was identified, with the provider's word for a second factor where that counts.
std::vector<std::string> amr_of_first(const MfaCheck& check) {
  const ExperienceState& state = check.dialogue.state;
  auto amr = state.amr;
  const auto& account = state.enterprise ? state.enterprise : state.profile.enterprise;
  if (check.mfa.is_factor_of_company && account && account->has_mfa) add_amr(amr, {"mfa"});
  return amr;
}

// A change of the account takes a factor that it has, also where the adaptive rules or the person's
// own wish spare it: a thief of the password would add a factor of their own. acr_values are
// voluntary (OpenID Connect Core 5.5.1.1). Both ask only for what would make the sign-in surer.
Demand demand_of(const MfaCheck& check) {
  const ExperienceState& state = check.dialogue.state;
  const auto& wanted = check.dialogue.interaction.request.acr_values;
  if (!changes_account(state) && is_assured(amr_of_first(check), wanted)) return Demand::none;
  const auto& settings = check.dialogue.settings->mfa;
  return list_usable_factors(settings, owned_beside_first(check)).empty() ? Demand::none
                                                                          : Demand::request;
}

// A new account with neither password nor address nor account elsewhere.
bool has_no_way_beside_passkeys(const MfaCheck& check) {
  const auto& profile = check.dialogue.state.profile;
  return check.user == nullptr && !profile.password_hash && !profile.email && !profile.phone &&
         !profile.social && !profile.enterprise;
}

OwnedFactors owned_at_end(const MfaCheck& check) {
  const ExperienceState& state = check.dialogue.state;
  auto owned = owned_by(check);
  for (const auto& item : state.mfa.factors)
    owned.stored.push_back({.type = item.factor.type});
  owned.has_email = owned.has_email || state.profile.email;
  owned.has_phone = owned.has_phone || state.profile.phone;
  return owned;
}

// "abcd****@mail.example", "****1234"
std::string mask(Factor factor, const std::string& address) {
  constexpr std::size_t shown = 4;
  if (factor == Factor::phone_verification_code)
    return "****" + address.substr(address.size() > shown ? address.size() - shown : 0);
  const auto at = address.find('@');
  const auto name = address.substr(0, at);
  return (name.size() > shown ? name.substr(0, shown) : "") + "****" + address.substr(at);
}

json::object mask_addresses(const std::vector<Factor>& factors, const MfaCheck& check) {
  const auto& profile = check.dialogue.state.profile;
  const auto email = check.user != nullptr && check.user->primary_email ? check.user->primary_email
                                                                        : profile.email;
  const auto phone = check.user != nullptr && check.user->primary_phone ? check.user->primary_phone
                                                                        : profile.phone;
  json::object masked;
  for (const auto factor : factors) {
    if (factor == Factor::email_verification_code && email)
      masked[to_string(factor)] = mask(factor, *email);
    if (factor == Factor::phone_verification_code && phone)
      masked[to_string(factor)] = mask(factor, *phone);
  }
  return masked;
}

json::array to_words(const std::vector<Factor>& factors) {
  json::array words;
  for (const auto factor : factors)
    words.emplace_back(to_string(factor));
  return words;
}

RequestError unprocessable(std::string code, json::object data = {}) {
  RequestError error{.code = std::move(code), .status = 422};
  if (!data.empty()) error.data = std::move(data);
  return error;
}

// Whether the person still has what was verified.
bool is_still_there(const Verification& verification, Factor factor, const MfaCheck& check) {
  if (factor == Factor::email_verification_code)
    return owned_by(check).has_email && check.user->primary_email == verification.identifier.value;
  if (factor == Factor::phone_verification_code)
    return owned_by(check).has_phone && check.user->primary_phone == verification.identifier.value;
  const auto id = find_string(verification.data, factor_id);
  return std::any_of(check.mfa.stored.begin(), check.mfa.stored.end(), [&](const UserFactor& one) {
    return one.type == factor && id == one.id;
  });
}

bool proves_second_factor(const Verification& verification, const MfaCheck& check) {
  const auto* method = find_method(verification.type);
  if (method == nullptr || !method->factor) return false;
  if (verification.use != Verification::Use::proof || verification.expires_at <= check.now)
    return false;
  if (check.user == nullptr || verification.user_id != check.user->id) return false;
  if (!is_still_there(verification, *method->factor, check)) return false;
  const auto& settings = *check.dialogue.settings;
  return method->is_multi_factor ? settings.passkey_sign_in.is_enabled
                                 : settings.mfa.allows(*method->factor);
}

FirstFactor first_factor_of(const MfaCheck& check) {
  const auto* second = find_second_factor(check);
  const auto* method = second != nullptr ? find_method(second->type) : nullptr;
  if (method != nullptr && method->is_multi_factor) return FirstFactor::passkey;
  if (!check.dialogue.state.is_by_enterprise()) return FirstFactor::credentials;
  return check.mfa.is_factor_of_company ? FirstFactor::enterprise_sso_with_factor
                                        : FirstFactor::enterprise_sso;
}

MfaFacts to_facts(const MfaCheck& check, OwnedFactors owned) {
  return {
      .settings = check.dialogue.settings->mfa,
      .owned = std::move(owned),
      .flags = with_answers(check.mfa.flags, check.dialogue.state.mfa),
      .first = first_factor_of(check),
      .is_organization_member = check.mfa.is_organization_member,
      .is_usual = check.mfa.is_usual};
}

RequestError suggestion(const SetUp& set_up, const MfaCheck& check) {
  const auto usable = list_usable_factors(check.dialogue.settings->mfa, owned_at_end(check));
  return unprocessable(
      "session.mfa.suggest_additional_mfa",
      {{"availableFactors", to_words(set_up.available)},
       {"maskedIdentifiers", mask_addresses(usable, check)},
       {"isWebAuthnUsedAsSignInPasskey", set_up.is_passkey_owned},
       {"skippable", true},
       {"suggestion", true}}
  );
}

RequestError missing(const SetUp& set_up) {
  json::object data{{"availableFactors", to_words(set_up.available)}};
  if (set_up.is_skippable) data["skippable"] = true;
  return unprocessable("user.missing_mfa", std::move(data));
}

bool has_stored(const MfaCheck& check, Factor type) {
  const auto& stored = check.mfa.stored;
  return std::any_of(stored.begin(), stored.end(), [type](const UserFactor& one) {
    return one.type == type;
  });
}

// One that can be asked for.
bool has_passkey(const MfaCheck& check) {
  const auto owned = owned_beside_first(check).stored;
  return std::any_of(owned.begin(), owned.end(), [](const OwnedFactors::Stored& one) {
    return one.type == Factor::web_authn;
  });
}

bool is_allowed_at_end(const NewFactor& item, const SignInExperience& settings) {
  const auto type = item.factor.type;
  return settings.mfa.allows(type) ||
         (type == Factor::web_authn && settings.passkey_sign_in.is_enabled);
}

bool is_spared_by_device(const MfaCheck& check) {
  return find_second_factor(check) == nullptr && may_trust_device(check) &&
         find_sparing_device(check) != nullptr;
}

// Whether the connector by which the person comes is trusted with the second factor.
Task<bool> trusts_provider(const Call* call) {
  const ExperienceState& state = call->dialogue.state;
  const auto& account = state.enterprise ? state.enterprise : state.profile.enterprise;
  if (!account) co_return false;
  const auto all = co_await call->dependencies.settings.list_sso_connectors();
  co_return std::any_of(all->begin(), all->end(), [&](const SsoConnector& connector) {
    return connector.id == account->connector_id && connector.trusts_mfa;
  });
}

// By an organization, where the tenant lets them.
Task<bool> is_factor_required(const Call* call, UserId user, std::vector<OrganizationId> joined) {
  if (!call->dialogue.settings->mfa.is_mandatory_in_organizations) co_return false;
  const Dependencies& dependencies = call->dependencies;
  const storage::UserRelationStore relations(dependencies.database, dependencies.tenant);
  co_return co_await relations.requires_mfa(std::move(user), std::move(joined));
}

}  // namespace

Outcome<void> require_known_person(const Dialogue& dialogue) {
  const ExperienceState& state = dialogue.state;
  if (!state.event) return not_started();
  if (*state.event == InteractionEvent::forgot_password)
    return RequestError{.code = "session.not_supported_for_forgot_password"};
  if (!state.is_identified()) return not_identified();
  return {};
}

Task<User> load_person(const Call* call) {
  const ExperienceState& state = call->dialogue.state;
  User user;
  if (state.user_id) {
    const storage::UserStore users(call->dependencies.database, call->dependencies.tenant);
    auto found = co_await users.find(*state.user_id);
    if (found) user = *std::move(found);
  }
  const auto& profile = state.profile;
  if (!user.name) user.name = profile.name;
  if (!user.username) user.username = profile.username;
  if (!user.primary_email) user.primary_email = profile.email;
  if (!user.primary_phone) user.primary_phone = profile.phone;
  co_return user;
}

Task<PersonMfa> load_mfa(const Call* call, UserId user) {
  PersonMfa mfa;
  mfa.is_factor_of_company = co_await trusts_provider(call);
  const Dependencies& dependencies = call->dependencies;
  if (!is_used(*call->dialogue.settings)) co_return mfa;
  const storage::UserFactorStore factors(
      dependencies.database, dependencies.vault, dependencies.tenant
  );
  mfa.stored = co_await factors.list(user);
  mfa.rp_id = rp_id_of(dependencies.endpoint);
  const storage::UserStore users(dependencies.database, dependencies.tenant);
  mfa.logto_config = co_await users.find_logto_config(user);
  if (mfa.logto_config) mfa.flags = parse_mfa_flags(json::parse(*mfa.logto_config).as_object());
  const auto joined = co_await list_joined_organizations(call);
  mfa.trust = co_await load_device_trust(call, user, joined);
  mfa.is_organization_member = co_await is_factor_required(call, std::move(user), joined);
  co_return mfa;
}

Task<PersonMfa> load_mfa(const Call* call) {
  const auto& user = call->dialogue.state.user_id;
  if (!user) {
    PersonMfa nobody;
    nobody.flags.is_enabled = false;
    nobody.is_factor_of_company = co_await trusts_provider(call);
    if (!is_used(*call->dialogue.settings)) co_return nobody;
    auto joined = co_await list_joined_organizations(call);
    nobody.is_organization_member = co_await is_factor_required(call, UserId(), std::move(joined));
    co_return nobody;
  }
  co_return co_await load_mfa(call, *user);
}

const Verification* find_second_factor(const MfaCheck& check) {
  const auto& all = check.dialogue.state.verifications;
  const auto found = std::find_if(all.begin(), all.end(), [&](const Verification& verification) {
    return proves_second_factor(verification, check);
  });
  return found == all.end() ? nullptr : &*found;
}

const TrustedDevice* find_sparing_device(const MfaCheck& check) {
  // An application that wants a factor gets one, and so does what looks unusual: cookies are stolen
  // with passwords.
  const bool wants_proof =
      demand_of(check) != Demand::none || uses_adaptive_rules(check.dialogue.settings->mfa);
  if (wants_proof) return nullptr;
  const auto& device = check.mfa.trust.device;
  const bool is_theirs = device && check.user != nullptr && device->user_id == check.user->id;
  return is_theirs && !changes_account(check.dialogue.state) ? &*device : nullptr;
}

bool may_trust_device(const MfaCheck& check) {
  return check.mfa.trust.policy && check.user != nullptr &&
         !uses_adaptive_rules(check.dialogue.settings->mfa) &&
         check.dialogue.state.event == InteractionEvent::sign_in &&
         requires_verification(to_facts(check, owned_by(check)), demand_of(check));
}

Outcome<void> decide_second_factor(const MfaCheck& check) {
  const auto owned = owned_by(check);
  if (check.user == nullptr || !requires_verification(to_facts(check, owned), demand_of(check)))
    return {};
  if (find_second_factor(check) != nullptr || find_sparing_device(check) != nullptr) return {};
  const auto available = list_usable_factors(check.dialogue.settings->mfa, owned);
  if (available.empty()) return RequestError{.code = unprovable, .status = 403};
  RequestError error{.code = unproven, .status = 403};
  error.data = json::object{{"availableFactors", to_words(available)}};
  if (auto masked = mask_addresses(available, check); !masked.empty())
    error.data.as_object()["maskedIdentifiers"] = std::move(masked);
  if (may_trust_device(check))
    error.data.as_object()["trustedDevice"] = {{"durationDays", check.mfa.trust.policy->days}};
  return error;
}

bool needs_second_factor(const RequestError& refusal) {
  return refusal.code == unproven || refusal.code == unprovable;
}

Outcome<void> decide_mfa_set_up(const MfaCheck& check) {
  const SignInExperience& settings = *check.dialogue.settings;
  for (const auto& item : check.dialogue.state.mfa.factors) {
    if (!is_allowed_at_end(item, settings))
      return RequestError{.code = "session.mfa.mfa_factor_not_enabled"};
    if (item.factor.type == Factor::totp && has_stored(check, Factor::totp))
      return unprocessable("user.totp_already_in_use");
  }
  const auto person = to_facts(check, owned_at_end(check));
  const auto set_up = decide_set_up({
      .person = person,
      .is_registration = check.dialogue.state.event == InteractionEvent::register_,
      .is_passkey_sign_in_enabled = settings.passkey_sign_in.is_enabled,
      .is_email_of_sign_up = asks_at_sign_up(settings, IdentifierType::email),
      .is_phone_of_sign_up = asks_at_sign_up(settings, IdentifierType::phone),
  });
  switch (set_up.step) {
    // Beside a passkey that is the only way in, a second step protects nothing and recovers
    // nothing.
    case SetUp::Step::suggest:
      if (has_no_way_beside_passkeys(check)) break;
      return unprocessable("user.suggest_mfa");
    case SetUp::Step::set_up:
      return missing(set_up);
    case SetUp::Step::suggest_additional:
      if (has_no_way_beside_passkeys(check)) break;
      return suggestion(set_up, check);
    case SetUp::Step::backup_codes:
      // A change takes the factor, which the device has spared: the next sign-in that proves one
      // asks.
      if (is_spared_by_device(check)) break;
      return unprocessable("session.mfa.backup_code_required");
    case SetUp::Step::none:
      break;
  }
  return {};
}

Outcome<void> decide_passkey_prompt(const MfaCheck& check) {
  if (!check.dialogue.settings->passkey_sign_in.is_enabled) return {};
  if (check.dialogue.state.is_by_enterprise()) return {};
  const auto& pending = check.dialogue.state.mfa;
  const bool has_one = has_passkey(check) || pending.has(Factor::web_authn);
  if (has_one) return {};
  const bool is_only_way = has_no_way_beside_passkeys(check);
  if (!is_only_way && with_answers(check.mfa.flags, pending).is_passkey_skipped) return {};
  return unprocessable("user.passkey_preferred");
}

MfaFlags decide_mfa_flags(const MfaCheck& check) {
  const auto person = to_facts(check, owned_at_end(check));
  auto flags = person.flags;
  if (enables_mfa(person)) flags.is_enabled = true;
  return flags;
}

std::vector<std::string> decide_amr(const MfaCheck& check) {
  auto amr = amr_of_first(check);
  const auto* second = find_second_factor(check);
  if (second == nullptr) return amr;
  // A link and a code that came to the same mailbox are one factor.
  const auto& proven = check.dialogue.state.proven;
  const bool is_same_address =
      proven && proven->address && !contains(amr, "pwd") && *proven->address == second->identifier;
  add_amr(amr, list_amr(*second));
  if (!is_same_address) add_amr(amr, {"mfa"});
  return amr;
}

Task<Outcome<void>> require_second_factor(const Call* call, TrustedDevices devices) {
  const ExperienceState& state = call->dialogue.state;
  if (state.event != InteractionEvent::sign_in || !state.user_id) co_return Outcome<void>();
  auto mfa = co_await load_mfa(call);
  if (devices == TrustedDevices::ignored) mfa.trust.device.reset();
  const storage::UserStore users(call->dependencies.database, call->dependencies.tenant);
  const auto user = co_await users.find(*state.user_id);
  if (!user) co_return not_identified();
  // Places are remembered at the end of a sign-in; before that the rules alone look at them.
  SignInReview review;
  if (uses_adaptive_rules(call->dialogue.settings->mfa))
    review = co_await review_sign_in(call, *user);
  mfa.is_usual = review.is_usual();
  const MfaCheck check{
      .dialogue = call->dialogue,
      .mfa = mfa,
      .user = &*user,
      .now = call->dependencies.clock.now()};
  const auto proven = decide_second_factor(check);
  if (!proven) co_await tell_unusual_sign_in(call, *user, review, proven.error().code);
  co_return proven;
}

Task<Outcome<void>> require_set_up(const Call* call) {
  if (const auto known = require_known_person(call->dialogue); !known) co_return known.error();
  co_return co_await require_second_factor(call, TrustedDevices::respected);
}

}  // namespace daemun::experience
