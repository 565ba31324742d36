#include "daemun/auth/web/write_session.h"

#include <utility>

namespace daemun::auth {

namespace {

using Code = AuthError::Code;

void take(const AuthCore& core, Visit& visit, std::string_view where, Kept kept) {
  if (kept.left_out > 0) {
    auto error = refuse(
        Code::session_too_large, "the session cookie has no room for all access tokens: use a store"
    );
    error.detail = std::to_string(kept.left_out) + " left out";
    core.report(where, error);
  }
  visit.kept = std::move(kept.kept);
  add_cookies(visit, std::move(kept.cookies));
  const Cookies all = apply_cookies(visit.cookies, visit.set_cookies);
  add_cookies(visit, make_pending_removal(pending_rules(core), all, max_pending));
}

}  // namespace

PendingRules pending_rules(const AuthCore& core) {
  return {
      .scheme = core.scheme,
      .keyring = *core.keyring,
      .max_bytes = core.settings.session.max_cookie_bytes,
  };
}

Result<void, AuthError> insert_session(
    const AuthCore& core, Visit& visit, std::string_view where, Session session
) {
  const Cookies others = without_pending_cookies(visit.cookies, core.scheme);
  auto kept = core.keeper.insert(std::move(session), others, core.now());
  if (!kept) return kept.error();
  take(core, visit, where, *std::move(kept));
  return {};
}

void write_session(
    const AuthCore& core, Visit& visit, std::string_view where, const KeptSession& kept
) {
  const Cookies all = apply_cookies(visit.cookies, visit.set_cookies);
  const Cookies others = without_pending_cookies(all, core.scheme);
  auto written = core.keeper.update(kept, others, core.now());
  if (!written) {
    core.report(where, written.error());
    return;
  }
  // Another request's write is as good.
  if (*written) take(core, visit, where, **std::move(written));
}

}  // namespace daemun::auth
