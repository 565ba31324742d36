#include "daemun/auth/web/sign_out.h"

#include "base/encoding.h"
#include "crypto/digest.h"
#include "daemun/auth/backchannel_logout.h"
#include "daemun/auth/logout.h"
#include "daemun/auth/revocation.h"
#include "daemun/auth/session/store_call.h"
#include "daemun/auth/web/replies.h"
#include "daemun/auth/web/return_to.h"

#include <optional>
#include <utility>

namespace daemun::auth {

namespace {

using Code = AuthError::Code;

// The user is waiting for the page.
constexpr Milliseconds revocation_timeout{3'000};

Task<void> revoke(
    const AuthCore& core,
    ConfiguredProvider& provider,
    RegistrationPointer registration,
    Secret refresh_token
) {
  if (refresh_token.empty()) co_return;
  if (registration->provider.metadata.revocation_endpoint.empty()) co_return;
  auto request = make_revocation_request(
      *registration, refresh_token, "refresh_token", provider.connection.surroundings()
  );
  if (!request) co_return;
  request->timeout = revocation_timeout;
  const auto response = co_await provider.connection.send(*std::move(request));
  if (!response) {
    core.report("sign_out", response.error());
    co_return;
  }
  const auto revoked = read_revocation_response(*response);
  if (!revoked) core.report("sign_out", revoked.error());
}

// Empty when the user stays in the app.
Task<std::string> find_logout_url(const AuthCore& core, Session session) {
  ConfiguredProvider* provider = core.find_provider(session.provider_id);
  if (provider == nullptr) co_return std::string();
  const auto registration = co_await provider->connection.registration();
  if (!registration) {
    core.report("sign_out", registration.error());
    co_return std::string();
  }
  co_await revoke(core, *provider, *registration, session.tokens.refresh_token);
  LogoutParameters parameters;
  parameters.id_token_hint = session.tokens.id_token;
  parameters.post_logout_redirect_uri = provider->settings.post_logout_redirect_uri;
  if (parameters.post_logout_redirect_uri.empty()) co_return std::string();
  const auto url = make_logout_url(**registration, parameters);
  if (!url) {
    core.report("sign_out", url.error());
    co_return std::string();
  }
  co_return *url;
}

// OpenID Connect Back-Channel Logout 2.8: a 400 is final. What may pass is worth another try.
Response make_logout_failure(const AuthCore& core, const AuthError& error) {
  core.report("backchannel_logout", error);
  if (to_trouble(error) == Trouble::unavailable) return make_plain_reply(503, "try again later");
  return make_logout_refusal(error);
}

// A logout token counts once. It is marked for a moment at first, and for its whole life after the
// sessions have ended, so that the provider can try again when the store failed in between.
class LogoutMark {
 public:
  explicit LogoutMark(const AuthCore& core)
      : core_(core), owner_(crypto::random_token(*core.parts.random)) {}

  // A store that does not answer has seen everything: failure() says why.
  Sighting take(const std::string& issuer, const std::string& jti, TimePoint until) {
    name_ = "logout:" + to_base64url(crypto::sha256(std::to_string(issuer.size()) + issuer + jti));
    until_ = until;
    const auto taken = lock(core_.now() + moment);
    if (!taken) failure_ = taken.error();
    return taken && *taken ? Sighting::first : Sighting::repeated;
  }
  Result<bool, AuthError> keep() {
    const auto unlocked =
        call_store(*core_.memory, [this](SessionStore& store) { store.unlock(name_, owner_); });
    if (!unlocked) return unlocked.error();
    return lock(until_);
  }
  const std::optional<AuthError>& failure() const { return failure_; }

 private:
  // Shorter than what a provider waits for before it tries again.
  static constexpr Seconds moment{5};

  Result<bool, AuthError> lock(TimePoint until) {
    return call_store(*core_.memory, [&](SessionStore& store) {
      return store.try_lock(name_, owner_, core_.now(), until);
    });
  }

  const AuthCore& core_;
  const std::string owner_;
  std::string name_;
  TimePoint until_{};
  std::optional<AuthError> failure_;
};

// Back-Channel Logout 2.4: a session id means that session alone.
Result<void, AuthError> end_sessions(const AuthCore& core, const LogoutNotice& notice) {
  if (notice.session_id.empty()) {
    return core.keeper.remove_of_user(notice.issuer, notice.subject);
  }
  return core.keeper.remove_of_provider_session(notice.issuer, notice.session_id);
}

}  // namespace

Task<Response> sign_out(const AuthCore& core, Request request, std::string return_to) {
  constexpr std::string_view where = "sign_out";
  Visit visit;
  visit.cookies = parse_cookies(request.headers);
  const auto found = core.keeper.find(visit.cookies, core.now());
  // First of all, and whatever comes after it.
  add_cookies(visit, core.keeper.make_removal(visit.cookies));
  if (!found) co_return finish(make_failure(core, request, where, found.error()), visit.headers());
  visit.kept = *found;
  const auto removed = core.keeper.remove(visit.cookies);
  std::string url;
  if (visit.kept) {
    const Session session = core.recent.newest(visit.kept->session, core.now());
    core.recent.end(session.id, core.now());
    url = co_await find_logout_url(core, session);
    if (removed && core.settings.events.signed_out) core.settings.events.signed_out(session);
  }
  // The browser has forgotten the session, and the store has not: the user must not be told that
  // all is done.
  if (!removed) {
    co_return finish(make_failure(core, request, where, removed.error()), visit.headers());
  }
  if (url.empty()) url = core.origin + to_own_path(return_to, core.origin).value_or("/");
  co_return finish(make_redirect(request, url), visit.headers());
}

Task<Response> receive_logout(const AuthCore& core, Request request, std::string provider_id) {
  ConfiguredProvider* provider = core.find_provider(provider_id);
  if (provider == nullptr) co_return finish(make_plain_reply(404, "no such provider"), {});
  if (!core.settings.session.store) {
    const auto error = refuse(Code::not_supported, "this app keeps no sessions that it could end");
    co_return make_logout_failure(core, error);
  }
  const auto token = read_logout_request(request);
  if (!token) co_return make_logout_failure(core, token.error());
  const TimePoint now = core.now();
  LogoutMark mark(core);
  const RememberLogoutToken remember =
      [&mark](const std::string& issuer, const std::string& jti, TimePoint until) {
        return mark.take(issuer, jti, until);
      };
  auto verify = [&token, &remember, now](
                    const jose::KeySet& keys, const Registration& registration
                ) { return verify_logout_token(*token, keys, registration, remember, now); };
  const auto notice = co_await provider->connection.with_keys(verify);
  if (mark.failure()) co_return make_logout_failure(core, *mark.failure());
  if (!notice) co_return make_logout_failure(core, notice.error());
  const auto ended = end_sessions(core, *notice);
  if (!ended) co_return make_logout_failure(core, ended.error());
  const auto kept = mark.keep();
  if (!kept) core.report("backchannel_logout", kept.error());
  co_return make_logout_response();
}

}  // namespace daemun::auth
