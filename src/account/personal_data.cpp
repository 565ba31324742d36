#include "account/personal_data.h"

#include "domain/user_info.h"
#include "storage/email_undo_store.h"
#include "storage/grant_store.h"
#include "storage/log_store.h"
#include "storage/personal_access_token_store.h"
#include "storage/session_store.h"
#include "storage/sign_in_place_store.h"
#include "storage/token_secret_store.h"
#include "storage/trusted_device_store.h"
#include "storage/user_factor_store.h"
#include "storage/user_relation_store.h"
#include "storage/user_sso_identity_store.h"
#include "storage/user_store.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/sso_identity.h"

namespace daemun::account {
namespace {

using storage::TenantContext;

json::value to_value(const std::optional<std::string>& text) {
  return text ? json::value(*text) : json::value(nullptr);
}

json::value to_value(const std::optional<TimePoint>& time) {
  return time ? json::value(to_unix_ms(*time)) : json::value(nullptr);
}

template <typename Things, typename ToJson>
json::array list_of(const Things& things, ToJson to_json) {
  json::array list;
  for (const auto& thing : things)
    list.push_back(to_json(thing));
  return list;
}

Task<json::value> load_factors(const TenantContext* context, UserId user) {
  const storage::UserFactorStore store(context->database, context->vault, context->tenant);
  const auto factors = co_await store.list(std::move(user));
  co_return list_of(factors, [](const UserFactor& factor) {
    json::object shown{
        {"type", to_string(factor.type)},
        {"name", to_value(factor.name)},
        {"createdAt", to_unix_ms(factor.created_at)},
        {"lastUsedAt", to_value(factor.last_used_at)}};
    if (!factor.passkey.agent.empty()) shown["agent"] = factor.passkey.agent;
    return shown;
  });
}

Task<json::value> load_sso_identities(const TenantContext* context, UserId user) {
  const storage::UserSsoIdentityStore store(context->database, context->tenant);
  const auto identities = co_await store.list(std::move(user));
  co_return list_of(identities, [&](const SsoIdentity& identity) {
    return api::to_json(api::to_members(context->tenant, identity));
  });
}

Task<json::value> load_roles(const TenantContext* context, UserId user) {
  const storage::UserRelationStore store(context->database, context->tenant);
  const auto page = co_await store.list_roles(std::move(user), {}, storage::Window::all());
  co_return list_of(page.roles, [](const Role& role) {
    return json::object{{"id", role.id.value()}, {"name", role.name}};
  });
}

Task<json::value> load_organizations(const TenantContext* context, UserId user) {
  const storage::UserRelationStore store(context->database, context->tenant);
  const auto memberships = co_await store.list_organizations(std::move(user));
  co_return list_of(memberships, [](const storage::UserOrganization& membership) {
    auto roles = list_of(membership.roles, [](const OrganizationRoleName& role) {
      return json::object{{"id", role.id.value()}, {"name", role.name}};
    });
    return json::object{
        {"id", membership.organization.id.value()},
        {"name", membership.organization.name},
        {"roles", std::move(roles)}};
  });
}

Task<json::value> load_sessions(const TenantContext* context, UserId user) {
  const storage::SessionStore store(context->database, context->tenant);
  const auto sessions = co_await store.list_of_user(std::move(user), context->clock.now());
  co_return list_of(sessions, [](const Session& session) {
    return json::object{
        {"createdAt", to_unix_ms(session.created_at)},
        {"signedInAt", to_unix_ms(session.signed_in_at)},
        {"expiresAt", to_unix_ms(session.expires_at)},
        {"amr", json::array(session.amr.begin(), session.amr.end())}};
  });
}

Task<json::value> load_applications(const TenantContext* context, UserId user) {
  const storage::GrantStore store(context->database, context->tenant);
  const auto grants = co_await store.list_alive_of_user(std::move(user), context->clock.now());
  co_return list_of(grants, [](const storage::ListedGrant& grant) {
    return json::object{
        {"applicationId", grant.client_id.value()},
        {"applicationName", grant.application_name},
        {"createdAt", to_unix_ms(grant.created_at)},
        {"expiresAt", to_unix_ms(grant.expires_at)}};
  });
}

Task<json::value> load_trusted_devices(const TenantContext* context, UserId user) {
  const storage::TrustedDeviceStore store(context->database, context->tenant);
  const auto devices = co_await store.list(std::move(user));
  co_return list_of(devices, [](const TrustedDevice& device) {
    return json::object{
        {"userAgent", device.user_agent},
        {"network", device.network},
        {"createdAt", to_unix_ms(device.created_at)},
        {"lastUsedAt", to_unix_ms(device.last_used_at)},
        {"expiresAt", to_unix_ms(device.expires_at)}};
  });
}

Task<json::value> load_email_changes(const TenantContext* context, UserId user) {
  const storage::EmailUndoStore store(context->database, context->tenant);
  const auto undos = co_await store.list(std::move(user));
  co_return list_of(undos, [](const EmailUndo& undo) {
    return json::object{
        {"previousEmail", undo.email},
        {"createdAt", to_unix_ms(undo.created_at)},
        {"undoableUntil", to_unix_ms(undo.expires_at)}};
  });
}

Task<json::value> load_access_tokens(const TenantContext* context, UserId user) {
  const storage::PersonalAccessTokenStore store(context->database, context->vault, context->tenant);
  const auto tokens = co_await store.list(std::move(user));
  co_return list_of(tokens, [](const storage::PersonalAccessToken& token) {
    return json::object{
        {"name", token.name},
        {"createdAt", to_unix_ms(token.created_at)},
        {"expiresAt", to_value(token.expires_at)}};
  });
}

Task<json::value> load_service_accounts(const TenantContext* context, UserId user) {
  const storage::TokenSecretStore store(
      context->database, context->vault, context->random, context->tenant
  );
  const auto secrets = co_await store.list(std::move(user));
  co_return list_of(secrets, [](const TokenSecret& secret) {
    return json::object{
        {"identityId", secret.identity_id},
        {"scope", secret.scope},
        {"createdAt", to_unix_ms(secret.created_at)},
        {"updatedAt", to_unix_ms(secret.updated_at)}};
  });
}

Task<json::value> load_places(const TenantContext* context, UserId user) {
  const storage::SignInPlaceStore store(context->database, context->tenant);
  const auto known = co_await store.find(std::move(user));
  if (!known) co_return nullptr;
  json::object places;
  places["countries"] = list_of(known->countries, [](const CountryVisit& visit) {
    return json::object{
        {"country", visit.country}, {"lastSignInAt", to_unix_ms(visit.last_sign_in_at)}};
  });
  if (known->last) {
    places["last"] = json::object{
        {"country", to_value(known->last->country)},
        {"city", to_value(known->last->city)},
        {"latitude", known->last->coordinates.latitude},
        {"longitude", known->last->coordinates.longitude},
        {"at", to_unix_ms(known->last->at)}};
  }
  co_return places;
}

// Of a line's payload. Others are for administrators: how a decision was made, or what another
// service has answered.
constexpr std::string_view shown_of_event[] = {
    "result", "error", "ip", "userAgent", "applicationId", "sessionId"};

json::object to_shown_payload(std::string_view payload) {
  json::object shown;
  const auto stored = parse_json_object(payload);
  for (const auto name : shown_of_event) {
    if (const auto* member = stored ? stored->if_contains(name) : nullptr) shown[name] = *member;
  }
  return shown;
}

Task<json::value> load_events(const TenantContext* context, UserId user) {
  const storage::LogStore store(context->database, context->tenant);
  storage::LogFilter filter{.user_id = std::move(user)};
  const storage::Window window{.limit = max_exported_lines};
  const auto page = co_await store.list_page(std::move(filter), window);
  co_return list_of(page.events, [](const storage::LogStore::StoredEvent& event) {
    return json::object{
        {"key", event.key},
        {"createdAt", to_unix_ms(event.created_at)},
        {"payload", to_shown_payload(event.payload)}};
  });
}

struct Part {
  std::string_view name;
  Task<json::value> (*load)(const TenantContext*, UserId);
};

constexpr Part parts[] = {
    {"secondFactors", load_factors},
    {"ssoIdentities", load_sso_identities},
    {"roles", load_roles},
    {"organizations", load_organizations},
    {"sessions", load_sessions},
    {"applications", load_applications},
    {"trustedDevices", load_trusted_devices},
    {"emailChanges", load_email_changes},
    {"personalAccessTokens", load_access_tokens},
    {"serviceAccounts", load_service_accounts},
    {"signInPlaces", load_places},
    {"events", load_events},
};

}  // namespace

Task<std::optional<json::object>> load_personal_data(const TenantContext* context, UserId user) {
  const storage::UserStore users(context->database, context->tenant);
  const auto account = co_await users.find_with_password(user);
  if (!account) co_return std::nullopt;
  json::object account_data = to_user_info(account->user);
  account_data["hasPassword"] = account->password.has_value();
  account_data["passwordUpdatedAt"] = to_value(account->password_updated_at);
  json::object data{{"exportedAt", to_iso_text(context->clock.now())}};
  data["account"] = std::move(account_data);
  for (const auto& part : parts) {
    auto value = co_await part.load(context, user);
    data[part.name] = std::move(value);
  }
  co_return data;
}

}  // namespace daemun::account
