#include "api/user_session.h"

#include "base/text.h"

#include <utility>

namespace daemun::api {
namespace {

using ClientIndex = std::multimap<std::string_view, const SessionClient*>;

SessionView to_view(const Session& session) {
  return {
      .payload =
          {.exp = to_unix_seconds(session.expires_at),
           .iat = to_unix_seconds(session.created_at),
           .jti = session.id.value(),
           .uid = session.id.value(),
           .kind = std::string("Session"),
           .login_ts = to_unix_seconds(session.signed_in_at),
           .account_id = session.user_id.value(),
           .authorizations = {}},
      .last_submission = {},
      .client_id = {},
      .account_id = session.user_id.value(),
      .expires_at = to_unix_ms(session.expires_at),
  };
}

void add_client(SessionView& view, const SessionClient& client, const SessionGrants& grants) {
  SessionAuthorization authorization{.sid = client.sid};
  if (const auto* grant = grants.find(client)) authorization.grant_id = grant->value();
  auto& authorizations = view.payload.authorizations;
  if (!authorizations) authorizations.emplace().value = json::object();
  authorizations->value.as_object()[client.client_id.value()] = to_json(std::move(authorization));
  if (!view.client_id) view.client_id = client.client_id.value();
}

}  // namespace

const GrantId* SessionGrants::find(const SessionClient& client) const {
  const auto found = ids_.find({client.session_id.value(), client.client_id.value()});
  return found == ids_.end() ? nullptr : found->second;
}

std::vector<SessionView> to_session_views(
    const std::vector<Session>& sessions,
    const std::vector<SessionClient>& clients,
    const SessionGrants& grants
) {
  ClientIndex clients_of;
  for (const auto& client : clients)
    clients_of.emplace(client.session_id.value(), &client);
  std::vector<SessionView> views;
  views.reserve(sessions.size());
  for (const auto& session : sessions) {
    auto& view = views.emplace_back(to_view(session));
    const auto [first, end] = clients_of.equal_range(session.id.value());
    for (auto client = first; client != end; ++client)
      add_client(view, *client->second, grants);
  }
  return views;
}

std::optional<GrantedScopes> to_openid(const std::vector<std::string>& scopes) {
  if (scopes.empty()) return std::nullopt;
  return GrantedScopes{.scope = join(scopes)};
}

// A resource without scopes is named all the same: tokens for it are made.
std::optional<std::map<std::string, std::string>> to_resources(const ResourceScopes& scopes) {
  if (scopes.empty()) return std::nullopt;
  std::map<std::string, std::string> resources;
  for (const auto& [indicator, granted] : scopes)
    resources.emplace(indicator, join(granted));
  return resources;
}

Outcome<GrantsToRevoke> parse_grants_to_revoke(std::optional<std::string_view> word) {
  if (!word) return GrantsToRevoke::none;
  if (*word == "all") return GrantsToRevoke::all;
  if (*word == "firstParty") return GrantsToRevoke::first_party;
  return invalid_input("query.revokeGrantsTarget must be all or firstParty");
}

}  // namespace daemun::api
