#include "daemun/auth/web/access.h"

#include "daemun/auth/web/refresh.h"
#include "daemun/auth/web/write_session.h"

#include <memory>
#include <string_view>
#include <utility>

namespace daemun::auth {

namespace {

using Code = AuthError::Code;

constexpr std::string_view where = "refresh";

// The session is over: its tokens are spent, or somebody has ended it elsewhere.
bool ends_session(const AuthError& error) {
  return is_invalid_grant(error) || error.code == Code::session_ended;
}

void end_session(const AuthCore& core, Visit& visit) {
  core.recent.end(visit.kept->session.id, core.now());
  const auto removed = core.keeper.remove(visit.cookies);
  if (!removed) core.report(where, removed.error());
  // Also those that this visit has set.
  const Cookies all = apply_cookies(visit.cookies, visit.set_cookies);
  add_cookies(visit, core.keeper.make_removal(all));
  visit.kept.reset();
}

// In a cookie, the newest tokens are what the browser must get; in a store they are there already.
void keep(const AuthCore& core, Visit& visit, KeptSession kept) {
  if (!core.settings.session.store) write_session(core, visit, where, kept);
  visit.kept = std::move(kept);
}

// A failed refresh may still have brought a new refresh token; the old one is spent then.
void keep_newest(const AuthCore& core, Visit& visit) {
  if (core.settings.session.store) return;
  KeptSession newest = *visit.kept;
  newest.session = core.recent.newest(std::move(newest.session), core.now());
  if (newest.session.generation > visit.kept->session.generation)
    keep(core, visit, std::move(newest));
}

// Null when the provider or this token is to be left alone for now.
std::unique_ptr<EarlyRefreshes::Attempt> begin_early(
    const AuthCore& core, const Session& session, const AccessTarget& target
) {
  ConfiguredProvider* provider = core.find_provider(session.provider_id);
  if (provider == nullptr) return nullptr;
  return provider->early_refreshes.begin(session.id + ' ' + key_of(target), core.now());
}

// The provider as a whole when it is in trouble, else this token.
void leave_alone(EarlyRefreshes::Attempt& attempt, const AuthError& error, TimePoint now) {
  if (is_trouble_of_provider(error)) {
    attempt.fail(now);
  } else {
    attempt.refuse(now);
  }
}

}  // namespace

Task<Result<AccessGrant, AuthError>> find_access(
    const AuthCore& core, Visit& visit, AccessTarget target
) {
  if (visit.trouble) co_return *visit.trouble;
  if (!visit.kept) co_return refuse(Code::no_session, "nobody is signed in");
  if (const auto grant = find_grant(core, visit.kept->session, target)) co_return *grant;
  std::unique_ptr<EarlyRefreshes::Attempt> early;
  if (const auto grant = find_grant(core, visit.kept->session, target, Seconds(0))) {
    early = begin_early(core, visit.kept->session, target);
    if (!early) co_return *grant;
  }
  auto refreshed = co_await refresh(core, *visit.kept, target);
  if (!refreshed) {
    core.report(where, refreshed.error());
    if (ends_session(refreshed.error())) {
      end_session(core, visit);
      co_return refreshed.error();
    }
    if (early) leave_alone(*early, refreshed.error(), core.now());
    keep_newest(core, visit);
    const auto still_good = find_grant(core, visit.kept->session, target, Seconds(0));
    if (still_good) co_return *still_good;
    co_return refreshed.error();
  }
  keep(core, visit, *std::move(refreshed));
  const auto grant = find_grant(core, visit.kept->session, target, Seconds(0));
  if (!grant) co_return refuse(Code::bad_member, "the provider's new token has expired already");
  co_return *grant;
}

Task<Result<UserInfo, AuthError>> fetch_user_info(const AuthCore& core, Visit& visit) {
  AccessTarget target;
  const auto grant = co_await find_access(core, visit, target);
  if (!grant) co_return grant.error();
  ConfiguredProvider* provider = core.find_provider(visit.kept->session.provider_id);
  if (provider == nullptr) co_return refuse(Code::wrong_provider, "the provider is gone");
  const auto registration = co_await provider->connection.registration();
  if (!registration) co_return registration.error();
  auto request = make_userinfo_request((*registration)->provider, grant->access_token);
  if (!request) co_return request.error();
  const auto response = co_await provider->connection.send(*std::move(request));
  if (!response) co_return response.error();
  co_return read_userinfo_response(
      *response, (*registration)->provider, visit.kept->session.subject
  );
}

}  // namespace daemun::auth
