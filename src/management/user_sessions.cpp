// Where a user is signed in, and what applications have been given: /users/{userId}/sessions and
// /users/{userId}/grants.
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "storage/grant_store.h"
#include "storage/session_end.h"
#include "storage/session_store.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "api/settings_shapes.h"

namespace daemun::management {
namespace {

using api::RequestError;
using storage::ListedGrant;

std::string session_shape() {
  return R"({payload: {exp: number, iat: number, jti: string, uid: string, kind: "Session", )"
         R"(loginTs: number, accountId: string, authorizations?: {[k]: {sid?: string, grantId?: )"
         R"(string, persistsLogout?: boolean}}}, lastSubmission: {interactionEvent: )"
         R"("SignIn"|"Register"|"ForgotPassword", userId: string, verificationRecords: )" +
         api::verification_record_shape() +
         "[], signInContext?: {[k]: string}}|null, clientId: string|null, accountId: string|null, "
         "expiresAt: number}";
}
const std::string grants_shape =
    R"({grants: {id: string, payload: {exp: number, iat: number, jti: string, kind: )"
    R"("Grant", clientId: string, accountId: string}, expiresAt: number, application: )"
    R"({id: string, name: string}}[]})";

// The newest grant that the client has got in the session; grants are by time, newest first.
const ListedGrant* find_grant(
    const std::vector<ListedGrant>& grants, const SessionId& session, const ApplicationId& client
) {
  for (const auto& grant : grants) {
    if (grant.session_id == session && grant.client_id == client) return &grant;
  }
  return nullptr;
}

// Logto's members. What was submitted at the sign-in is in the audit log, not in the session.
json::object to_json(
    const Session& session,
    const std::vector<SessionClient>& clients,
    const std::vector<ListedGrant>& grants
) {
  json::object authorizations;
  json::value first_client = nullptr;
  for (const auto& client : clients) {
    if (client.session_id != session.id) continue;
    json::object authorization{{"sid", client.sid}};
    if (const auto* grant = find_grant(grants, session.id, client.client_id))
      authorization["grantId"] = grant->id.value();
    authorizations[client.client_id.value()] = std::move(authorization);
    if (first_client.is_null()) first_client = client.client_id.value();
  }
  json::object payload{
      {"exp", to_unix_seconds(session.expires_at)},
      {"iat", to_unix_seconds(session.created_at)},
      {"jti", session.id.value()},
      {"uid", session.id.value()},
      {"kind", "Session"},
      {"loginTs", to_unix_seconds(session.signed_in_at)},
      {"accountId", session.user_id.value()},
  };
  if (!authorizations.empty()) payload["authorizations"] = std::move(authorizations);
  return {
      {"payload", std::move(payload)},
      {"lastSubmission", nullptr},
      {"clientId", std::move(first_client)},
      {"accountId", session.user_id.value()},
      {"expiresAt", to_unix_ms(session.expires_at)},
  };
}

json::object to_json(const ListedGrant& grant, const UserId& user) {
  return {
      {"id", grant.id.value()},
      {"payload",
       {{"exp", to_unix_seconds(grant.expires_at)},
        {"iat", to_unix_seconds(grant.created_at)},
        {"jti", grant.id.value()},
        {"kind", "Grant"},
        {"clientId", grant.client_id.value()},
        {"accountId", user.value()}}},
      {"expiresAt", to_unix_ms(grant.expires_at)},
      {"application", {{"id", grant.client_id.value()}, {"name", grant.application_name}}},
  };
}

RequestError not_found(std::string code) {
  return RequestError{.code = std::move(code), .status = 404};
}

class UserSessions {
 public:
  explicit UserSessions(const Dependencies& dependencies)
      : dependencies_(dependencies),
        sessions_(dependencies.database, dependencies.tenant),
        grants_(dependencies.database, dependencies.tenant),
        session_end_(
            dependencies.database, dependencies.settings, dependencies.random, dependencies.clock
        ) {}

  Answer list(Call call) {
    const UserId user(call.path_parameter("userId"));
    const auto now = dependencies_.clock.now();
    const auto sessions = co_await sessions_.list_of_user(user, now);
    const auto clients = co_await sessions_.list_clients_of_user(user);
    const auto grants = co_await grants_.list_alive_of_user(user, now);
    json::array list;
    for (const auto& session : sessions)
      list.push_back(to_json(session, clients, grants));
    co_return Reply{.body = json::object{{"sessions", std::move(list)}}};
  }

  Answer show(Call call) {
    const UserId user(call.path_parameter("userId"));
    const SessionId id(call.path_parameter("sessionId"));
    const auto session = co_await find_session(id, user);
    if (!session) co_return session.error();
    const auto clients = co_await sessions_.list_clients(id);
    const auto grants = co_await grants_.list_alive_of_user(user, dependencies_.clock.now());
    co_return Reply{.body = to_json(*session, clients, grants)};
  }

  Answer revoke(Call call) {
    const UserId user(call.path_parameter("userId"));
    const SessionId id(call.path_parameter("sessionId"));
    const auto target = call.query.find("revokeGrantsTarget");
    if (target && *target != "all" && *target != "firstParty")
      co_return api::invalid_input("query.revokeGrantsTarget must be all or firstParty");
    const auto session = co_await find_session(id, user);
    if (!session) co_return session.error();
    // What was asked to live on without the session does, unless it is named.
    auto plan = co_await session_end_.plan_one(id, user);
    const auto now = dependencies_.clock.now();
    if (target) {
      using Clients = storage::GrantStore::Clients;
      plan.add(
          grants_.revoke_of_session(id, *target == "all" ? Clients::all : Clients::first_party, now)
      );
    }
    const auto committed = co_await commit_data(dependencies_, call, std::move(plan));
    if (!committed) co_return api::conflict();
    co_return Reply{};
  }

  Answer list_grants(Call call) {
    const UserId user(call.path_parameter("userId"));
    const auto type = call.query.find("appType");
    if (type && *type != "firstParty" && *type != "thirdParty")
      co_return api::invalid_input("query.appType must be firstParty or thirdParty");
    const auto grants = co_await grants_.list_alive_of_user(user, dependencies_.clock.now());
    json::array list;
    for (const auto& grant : grants) {
      if (type && grant.is_third_party != (*type == "thirdParty")) continue;
      list.push_back(to_json(grant, user));
    }
    co_return Reply{.body = json::object{{"grants", std::move(list)}}};
  }

  Answer revoke_grant(Call call) {
    const UserId user(call.path_parameter("userId"));
    const GrantId id(call.path_parameter("grantId"));
    const auto facts = co_await grants_.find(id);
    if (!facts || facts->grant.user_id != user) co_return not_found("oidc.invalid_grant");
    const auto& grant = facts->grant;
    storage::Plan plan;
    plan.add(grants_.revoke(id, dependencies_.clock.now()));
    // Or the session would give the application the same again without asking.
    if (grant.session_id) plan.add(sessions_.remove_client(*grant.session_id, grant.client_id));
    const auto committed = co_await commit_data(dependencies_, call, std::move(plan));
    if (!committed) co_return api::conflict();
    co_return Reply{};
  }

 private:
  // Errors: 404 oidc.session_not_found, also for an expired one; 404
  // oidc.invalid_session_account_id for another user's.
  Task<api::Outcome<Session>> find_session(SessionId id, UserId user) {
    auto session = co_await sessions_.find(id);
    const bool is_theirs =
        session && session->user_id == user && session->expires_at > dependencies_.clock.now();
    if (!is_theirs) co_return not_found("oidc.session_not_found");
    co_return std::move(*session);
  }

  const Dependencies& dependencies_;
  storage::SessionStore sessions_;
  storage::GrantStore grants_;
  storage::SessionEnd session_end_;
};

}  // namespace

Operations nouns::user_sessions(const Dependencies& dependencies) {
  const auto noun = std::make_shared<UserSessions>(dependencies);
  using http::Method;
  return {
      {.method = Method::get,
       .path = "/users/{userId}/sessions",
       .summary = "List the sessions of a user",
       .reply = parse_shape("{sessions: " + session_shape() + "[]}"),
       .handler = handled_by(noun, &UserSessions::list)},
      {.method = Method::get,
       .path = "/users/{userId}/sessions/{sessionId}",
       .summary = "Show a session of a user",
       .reply = parse_shape(session_shape()),
       .refusals = {404},
       .handler = handled_by(noun, &UserSessions::show)},
      {.method = Method::delete_,
       .path = "/users/{userId}/sessions/{sessionId}",
       .summary = "End a session of a user",
       .status = 204,
       .query = {"revokeGrantsTarget"},
       .refusals = {404},
       .handler = handled_by(noun, &UserSessions::revoke)},
      {.method = Method::get,
       .path = "/users/{userId}/grants",
       .summary = "List the grants of a user",
       .query = {"appType"},
       .reply = parse_shape(grants_shape),
       .handler = handled_by(noun, &UserSessions::list_grants)},
      {.method = Method::delete_,
       .path = "/users/{userId}/grants/{grantId}",
       .summary = "Revoke a grant of a user, with all its tokens",
       .status = 204,
       .refusals = {404},
       .handler = handled_by(noun, &UserSessions::revoke_grant)},
  };
}

}  // namespace daemun::management
