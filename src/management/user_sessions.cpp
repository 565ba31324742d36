// A user's sessions, and the grants of applications: /users/{userId}/sessions and
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

#include "api/verification_record.h"

namespace daemun::management {
namespace {

using api::RequestError;
using storage::ListedGrant;

struct Authorization {
  std::optional<std::string> sid{};
  std::optional<std::string> grant_id{};
  std::optional<bool> persists_logout{};
};
BOOST_DESCRIBE_STRUCT(Authorization, (), (sid, grant_id, persists_logout))

struct SessionPayload {
  Number<> exp{};
  Number<> iat{};
  std::string jti{};
  std::string uid{};
  Word<"Session"> kind{};
  Number<> login_ts{};
  std::string account_id{};
  // By client.
  std::optional<Raw<std::map<std::string, Authorization>>> authorizations{};
};
BOOST_DESCRIBE_STRUCT(
    SessionPayload, (), (exp, iat, jti, uid, kind, login_ts, account_id, authorizations)
)

struct LastSubmission {
  api::DialogueEvent interaction_event{};
  std::string user_id{};
  std::vector<Raw<api::VerificationRecord>> verification_records{};
  std::optional<std::map<std::string, std::string>> sign_in_context{};
};
BOOST_DESCRIBE_STRUCT(
    LastSubmission, (), (interaction_event, user_id, verification_records, sign_in_context)
)

struct SessionView {
  SessionPayload payload{};
  Nullable<LastSubmission> last_submission{};
  Nullable<std::string> client_id{};
  Nullable<std::string> account_id{};
  Number<> expires_at{};
};
BOOST_DESCRIBE_STRUCT(
    SessionView, (), (payload, last_submission, client_id, account_id, expires_at)
)

struct Sessions {
  std::vector<SessionView> sessions{};
};
BOOST_DESCRIBE_STRUCT(Sessions, (), (sessions))

struct GrantPayload {
  Number<> exp{};
  Number<> iat{};
  std::string jti{};
  Word<"Grant"> kind{};
  std::string client_id{};
  std::string account_id{};
};
BOOST_DESCRIBE_STRUCT(GrantPayload, (), (exp, iat, jti, kind, client_id, account_id))

struct ApplicationName {
  std::string id{};
  std::string name{};
};
BOOST_DESCRIBE_STRUCT(ApplicationName, (), (id, name))

struct GrantView {
  std::string id{};
  GrantPayload payload{};
  Number<> expires_at{};
  ApplicationName application{};
};
BOOST_DESCRIBE_STRUCT(GrantView, (), (id, payload, expires_at, application))

struct Grants {
  std::vector<GrantView> grants{};
};
BOOST_DESCRIBE_STRUCT(Grants, (), (grants))

// The newest grant that the client has got in the session; grants are by time, newest first.
const ListedGrant* find_grant(
    const std::vector<ListedGrant>& grants, const SessionId& session, const ApplicationId& client
) {
  for (const auto& grant : grants) {
    if (grant.session_id == session && grant.client_id == client) return &grant;
  }
  return nullptr;
}

// Logto's members. The data submitted at the sign-in is in the audit log, not in the session.
SessionView to_view(
    const Session& session,
    const std::vector<SessionClient>& clients,
    const std::vector<ListedGrant>& grants
) {
  SessionView view{
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
  json::object authorizations;
  for (const auto& client : clients) {
    if (client.session_id != session.id) continue;
    Authorization authorization{.sid = client.sid};
    if (const auto* grant = find_grant(grants, session.id, client.client_id))
      authorization.grant_id = grant->id.value();
    authorizations[client.client_id.value()] = api::to_json(std::move(authorization));
    if (!view.client_id) view.client_id = client.client_id.value();
  }
  if (!authorizations.empty())
    view.payload.authorizations.emplace().value = std::move(authorizations);
  return view;
}

GrantView to_view(const ListedGrant& grant, const UserId& user) {
  return {
      .id = grant.id.value(),
      .payload =
          {.exp = to_unix_seconds(grant.expires_at),
           .iat = to_unix_seconds(grant.created_at),
           .jti = grant.id.value(),
           .kind = std::string("Grant"),
           .client_id = grant.client_id.value(),
           .account_id = user.value()},
      .expires_at = to_unix_ms(grant.expires_at),
      .application = {.id = grant.client_id.value(), .name = grant.application_name},
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
    Sessions view;
    for (const auto& session : sessions)
      view.sessions.push_back(to_view(session, clients, grants));
    co_return reply_of(std::move(view));
  }

  Answer show(Call call) {
    const UserId user(call.path_parameter("userId"));
    const SessionId id(call.path_parameter("sessionId"));
    const auto session = co_await find_session(id, user);
    if (!session) co_return session.error();
    const auto clients = co_await sessions_.list_clients(id);
    const auto grants = co_await grants_.list_alive_of_user(user, dependencies_.clock.now());
    co_return reply_of(to_view(*session, clients, grants));
  }

  Answer revoke(Call call) {
    const UserId user(call.path_parameter("userId"));
    const SessionId id(call.path_parameter("sessionId"));
    const auto target = call.query.find("revokeGrantsTarget");
    if (target && *target != "all" && *target != "firstParty")
      co_return api::invalid_input("query.revokeGrantsTarget must be all or firstParty");
    const auto session = co_await find_session(id, user);
    if (!session) co_return session.error();
    // Grants for offline access survive the session, unless the call names them.
    auto plan = co_await session_end_.plan_one(id, user);
    const auto now = dependencies_.clock.now();
    if (target) {
      using Clients = storage::GrantStore::Clients;
      plan.add(
          grants_.revoke_of_session(id, *target == "all" ? Clients::all : Clients::first_party, now)
      );
    }
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed) co_return api::conflict();
    co_return Reply{};
  }

  Answer list_grants(Call call) {
    const UserId user(call.path_parameter("userId"));
    const auto type = call.query.find("appType");
    if (type && *type != "firstParty" && *type != "thirdParty")
      co_return api::invalid_input("query.appType must be firstParty or thirdParty");
    const auto grants = co_await grants_.list_alive_of_user(user, dependencies_.clock.now());
    Grants view;
    for (const auto& grant : grants) {
      if (type && grant.is_third_party != (*type == "thirdParty")) continue;
      view.grants.push_back(to_view(grant, user));
    }
    co_return reply_of(std::move(view));
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
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
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
       .reply = shape_of<Sessions>(),
       .handler = handled_by(noun, &UserSessions::list)},
      {.method = Method::get,
       .path = "/users/{userId}/sessions/{sessionId}",
       .summary = "Show a session of a user",
       .reply = shape_of<SessionView>(),
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
       .reply = shape_of<Grants>(),
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
