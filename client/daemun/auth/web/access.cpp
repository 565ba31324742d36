#include "daemun/auth/web/access.h"

#include "daemun/auth/web/refresh.h"

#include <utility>

namespace daemun::auth {

namespace {

using Code = AuthError::Code;

// The session is over: its tokens are spent, or somebody has ended it elsewhere.
bool ends_session(const AuthError& error) {
  return is_invalid_grant(error) || error.code == Code::session_ended;
}

void end_session(const AuthCore& core, Visit& visit) {
  core.recent.remove(visit.kept->session.id);
  add_cookies(visit, core.keeper.remove(visit.cookies));
  visit.kept.reset();
}

// In a cookie, the newest tokens are what the browser must get; in a store they are there already.
void keep(const AuthCore& core, Visit& visit, KeptSession kept) {
  if (!core.settings.session.store) {
    auto updated = core.keeper.update(kept, visit.cookies, core.now());
    if (updated) add_cookies(visit, std::move(updated->cookies));
  }
  visit.kept = std::move(kept);
}

}  // namespace

Task<Result<AccessGrant, AuthError>> find_access(
    const AuthCore& core, Visit& visit, AccessTarget target
) {
  if (!visit.kept) co_return refuse(Code::no_session, "nobody is signed in");
  if (const auto grant = find_grant(core, visit.kept->session, target)) co_return *grant;
  auto refreshed = co_await refresh(core, *visit.kept, target);
  if (!refreshed) {
    core.report("refresh", refreshed.error());
    if (ends_session(refreshed.error())) end_session(core, visit);
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
