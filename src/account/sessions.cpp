// Where a person is signed in, and what applications hold of them: /my-account/sessions and
// /my-account/grants.
#include "storage/access_end.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "account/change.h"
#include "account/nouns.h"
#include "api/user_session.h"

namespace daemun::account {
namespace {

using api::RequestError;
using api::shape_of;
using enum Check::MissingScope;

constexpr std::string_view sessions_scope = "urn:logto:scope:sessions";

// Without what is not known.
struct SignedInFrom {
  std::optional<std::string> ip{};
  std::optional<std::string> user_agent{};
};
BOOST_DESCRIBE_STRUCT(SignedInFrom, (), (ip, user_agent))

std::optional<std::string> if_known(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

struct OwnSession : api::SessionView {
  bool is_current = false;  // the call's token is of it
  SignedInFrom sign_in_context{};
};
BOOST_DESCRIBE_STRUCT(OwnSession, (api::SessionView), (is_current, sign_in_context))

struct OwnSessions {
  std::vector<OwnSession> sessions{};
};
BOOST_DESCRIBE_STRUCT(OwnSessions, (), (sessions))

RequestError not_found(std::string code) {
  return {.code = std::move(code), .status = 404};
}

class Sessions {
 public:
  explicit Sessions(const Dependencies& dependencies)
      : dependencies_(dependencies),
        sessions_(dependencies.database, dependencies.tenant),
        grants_(dependencies.database, dependencies.tenant),
        session_end_(
            dependencies.database, dependencies.settings, dependencies.random, dependencies.clock
        ) {}

  Answer list(Call call) {
    const auto& user = call.caller.user.id;
    const auto now = dependencies_.clock.now();
    const auto sessions = co_await sessions_.list_of_user(user, now);
    const auto clients = co_await sessions_.list_clients_of_user(user);
    const auto grants = co_await grants_.list_alive_of_user(user, now);
    auto views = api::to_session_views(sessions, clients, api::SessionGrants(grants));
    const auto current = call.caller.session.value_or(SessionId());
    OwnSessions shown;
    shown.sessions.reserve(views.size());
    // A view for each, in their order.
    for (std::size_t i = 0; i < views.size(); ++i) {
      const auto& from = sessions[i].context;
      shown.sessions.push_back(
          {std::move(views[i]),
           sessions[i].id == current,
           {.ip = if_known(from.ip), .user_agent = if_known(from.user_agent)}}
      );
    }
    co_return reply_of(std::move(shown));
  }

  // Another user's session is as unknown as none.
  Answer end(Call call) {
    const SessionId id(call.path_parameter("sessionId"));
    const auto target = api::parse_grants_to_revoke(call.query.find("revokeGrantsTarget"));
    if (!target) co_return target.error();
    const auto& user = call.caller.user.id;
    const auto session = co_await sessions_.find(id);
    const bool is_alive = session && session->expires_at > dependencies_.clock.now();
    if (!is_alive || session->user_id != user) co_return not_found("oidc.session_not_found");
    AccountChange change{.details = {{"endedSessionId", id.value()}}};
    storage::EndedSession ended{.session = id, .user = user, .target = *target};
    change.plan =
        co_await storage::plan_session_end(&stores_, std::move(ended), dependencies_.clock.now());
    co_return co_await conclude(std::move(call), std::move(change));
  }

  // "Sign out everywhere else". A token that outlives its session has none to keep, and ends too.
  Answer end_others(Call call) {
    AccountChange change;
    change.plan = co_await session_end_.plan_others(
        call.caller.user.id, call.caller.session.value_or(SessionId())
    );
    co_return co_await conclude(std::move(call), std::move(change));
  }

  Answer list_grants(Call call) {
    const auto& user = call.caller.user.id;
    const auto grants = co_await grants_.list_alive_of_user(user, dependencies_.clock.now());
    auto view = api::to_grants(grants, user, call.query.find("appType"));
    if (!view) co_return view.error();
    co_return reply_of(*std::move(view));
  }

  Answer revoke_grant(Call call) {
    const GrantId id(call.path_parameter("grantId"));
    const auto facts = co_await grants_.find(id);
    if (!facts || facts->grant.user_id != call.caller.user.id)
      co_return not_found("oidc.invalid_grant");
    AccountChange change{
        .plan = storage::plan_grant_end(stores_, facts->grant, dependencies_.clock.now()),
        .details = {{"grantId", id.value()}, {"grantedTo", facts->grant.client_id.value()}}};
    co_return co_await conclude(std::move(call), std::move(change));
  }

 private:
  Answer conclude(Call call, AccountChange change) {
    const auto committed = co_await commit(&dependencies_, &call, std::move(change));
    if (!committed) co_return committed.error();
    co_return Reply{};
  }

  const Dependencies& dependencies_;
  storage::SessionStore sessions_;
  storage::GrantStore grants_;
  storage::SessionEnd session_end_;
  const storage::AccessStores stores_{session_end_, sessions_, grants_};
};

}  // namespace

Operations nouns::sessions(const Dependencies& dependencies) {
  const auto noun = std::make_shared<Sessions>(dependencies);
  const Checks to_see{step_up, visible("session"), scope(sessions_scope, unauthorized)};
  const Checks to_end{
      step_up, editable("session"), scope(sessions_scope, unauthorized), first_party};
  using http::Method;
  return {
      {.method = Method::get,
       .path = "/my-account/sessions",
       .summary = "List the sessions of the account",
       .checks = to_see,
       .reply = shape_of<OwnSessions>(),
       .handler = handled_by(noun, &Sessions::list)},
      {.method = Method::delete_,
       .path = "/my-account/sessions",
       .summary = "Sign out everywhere else",
       .status = 204,
       .checks = to_end,
       .audit_key = "Account.Session.EndOthers",
       .handler = handled_by(noun, &Sessions::end_others)},
      {.method = Method::delete_,
       .path = "/my-account/sessions/{sessionId}",
       .summary = "End a session of the account",
       .status = 204,
       .checks = to_end,
       .query = {{"revokeGrantsTarget"}},
       .refusals = {404},
       .audit_key = "Account.Session.End",
       .handler = handled_by(noun, &Sessions::end)},
      {.method = Method::get,
       .path = "/my-account/grants",
       .summary = "List the grants that applications have of the account",
       .checks = to_see,
       .query = {{"appType"}},
       .reply = shape_of<api::Grants>(),
       .handler = handled_by(noun, &Sessions::list_grants)},
      {.method = Method::delete_,
       .path = "/my-account/grants/{grantId}",
       .summary = "Revoke a grant of the account, with all its tokens",
       .status = 204,
       .checks = to_end,
       .refusals = {404},
       .audit_key = "Account.Grant.Revoke",
       .handler = handled_by(noun, &Sessions::revoke_grant)},
  };
}

}  // namespace daemun::account
