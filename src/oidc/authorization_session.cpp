#include "oidc/authorization_session.h"

#include "base/text.h"
#include "domain/audit_event.h"
#include "domain/cookie_names.h"
#include "oidc/session_cookie.h"
#include "storage/account_deletion_store.h"
#include "storage/session_origin_store.h"
#include "storage/session_store.h"
#include "storage/user_store.h"

#include <utility>

namespace daemun::oidc {

SignInContext sign_in_context_of(const http::Request& request) {
  SignInContext context{.ip = request.remote_address, .user_agent = {}};
  const auto agent = request.header("user-agent").value_or("").substr(0, max_user_agent_bytes);
  if (is_valid_utf8(agent)) context.user_agent = agent;
  return context;
}

Task<SessionChange> begin_session(
    const Dependencies& dependencies,
    LoginResult login,
    std::optional<Session> previous,
    SignInContext context
) {
  const auto ttl = co_await load_session_ttl(dependencies);
  auto made =
      make_session(dependencies, login.user_id, login.amr, login.signed_in_at, previous, ttl);
  made.session.context = std::move(context);
  const storage::SessionStore sessions(dependencies.database, dependencies.tenant);
  SessionChange change;
  if (previous && previous->id == made.session.id) {
    change.plan.add(sessions.update(made.session));
  } else {
    if (previous) change.plan.add(sessions.remove(previous->id));
    change.plan.add(sessions.insert(made.session));
  }
  const storage::SessionOriginStore origins(dependencies.database, dependencies.tenant);
  if (login.origin) {
    change.plan.add(origins.upsert(made.session.id, *login.origin));
  } else if (previous && previous->id == made.session.id) {
    change.plan.add(origins.remove(made.session.id));
  }
  if (login.password_updated_at) {
    const storage::UserStore users(dependencies.database, dependencies.tenant);
    const storage::AccountDeletionStore deletions(dependencies.database, dependencies.tenant);
    // A deletion that was scheduled after the sign-in has ended it.
    change.plan
        .add(
            users.require_proven(login.user_id, {.password_updated_at = *login.password_updated_at})
        )
        .add(deletions.require_none(login.user_id));
  }
  change.session = std::move(made.session);
  change.cookie = co_await sign_session_cookie(dependencies, std::move(made.cookie_value));
  co_return change;
}

Task<std::optional<SessionChange>> renew_session(
    const Dependencies& dependencies, Session session, std::string cookie
) {
  const storage::SessionStore sessions(dependencies.database, dependencies.tenant);
  const auto now = dependencies.clock.now();
  const auto ttl = co_await load_session_ttl(dependencies);
  SessionChange change;
  const auto expires_at = renewed_expiry(session, ttl, now);
  if (expires_at) change.plan.add(sessions.renew(session.id, now, *expires_at));
  // The older key of two goes with the next rotation: sessions in use move to the newer one.
  const bool is_newest = co_await has_newest_signature(dependencies, cookie);
  const auto name = current_session_cookie(dependencies);
  const bool is_renamed = session.cookie_name.value_or(std::string(session_cookie_name)) != name;
  if (is_renamed) change.plan.add(sessions.rename_cookie(session.id, name));
  if (!expires_at && is_newest && !is_renamed) co_return std::nullopt;
  change.session = std::move(session);
  if (expires_at) change.session.expires_at = *expires_at;
  change.cookie = co_await sign_session_cookie(dependencies, std::move(cookie));
  co_return change;
}

}  // namespace daemun::oidc
