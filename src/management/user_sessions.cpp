// A user's sessions, and the grants of applications: /users/{userId}/sessions and
// /users/{userId}/grants.
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "storage/access_end.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "api/user_session.h"

namespace daemun::management {
namespace {

using api::Grants;
using api::RequestError;
using api::SessionView;

struct Sessions {
  std::vector<SessionView> sessions{};
};
BOOST_DESCRIBE_STRUCT(Sessions, (), (sessions))

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
    co_return reply_of(Sessions{
        .sessions = api::to_session_views(sessions, clients, api::SessionGrants(grants))});
  }

  Answer show(Call call) {
    const UserId user(call.path_parameter("userId"));
    const SessionId id(call.path_parameter("sessionId"));
    const auto session = co_await find_session(id, user);
    if (!session) co_return session.error();
    const auto clients = co_await sessions_.list_clients(id);
    const auto grants = co_await grants_.list_alive_of_user(user, dependencies_.clock.now());
    const std::vector<Session> one{*session};
    auto views = api::to_session_views(one, clients, api::SessionGrants(grants));
    co_return reply_of(std::move(views.front()));
  }

  Answer revoke(Call call) {
    const UserId user(call.path_parameter("userId"));
    const SessionId id(call.path_parameter("sessionId"));
    const auto target = api::parse_grants_to_revoke(call.query.find("revokeGrantsTarget"));
    if (!target) co_return target.error();
    const auto session = co_await find_session(id, user);
    if (!session) co_return session.error();
    storage::EndedSession ended{.session = id, .user = user, .target = *target};
    auto plan =
        co_await storage::plan_session_end(&stores_, std::move(ended), dependencies_.clock.now());
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed) co_return api::conflict();
    co_return Reply{};
  }

  Answer list_grants(Call call) {
    const UserId user(call.path_parameter("userId"));
    const auto grants = co_await grants_.list_alive_of_user(user, dependencies_.clock.now());
    auto view = api::to_grants(grants, user, call.query.find("appType"));
    if (!view) co_return view.error();
    co_return reply_of(*std::move(view));
  }

  Answer revoke_grant(Call call) {
    const UserId user(call.path_parameter("userId"));
    const GrantId id(call.path_parameter("grantId"));
    const auto facts = co_await grants_.find(id);
    if (!facts || facts->grant.user_id != user) co_return not_found("oidc.invalid_grant");
    auto plan = storage::plan_grant_end(stores_, facts->grant, dependencies_.clock.now());
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
  const storage::AccessStores stores_{session_end_, sessions_, grants_};
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
