// Signing out at the application's request (OpenID Connect RP-Initiated Logout 1.0), in two steps:
// a page, and the post of its form. A link alone signs nobody out.
#ifndef DAEMUN_OIDC_END_SESSION_H
#define DAEMUN_OIDC_END_SESSION_H

#include "base/result.h"
#include "domain/session.h"
#include "domain/session_origin.h"
#include "http/form.h"
#include "http/request.h"
#include "http/response.h"
#include "oidc/client.h"
#include "oidc/key_ring.h"
#include "oidc/oauth_error.h"

#include <optional>
#include <string>
#include <string_view>

namespace daemun::oidc {

struct LogoutRequest {
  std::optional<std::string> id_token_hint;
  std::optional<ApplicationId> client_id;
  std::optional<std::string> post_logout_redirect_uri;
  std::optional<std::string> state;
  std::string ui_locales;
};

LogoutRequest parse_logout_request(const http::Form& form);

// The user and client of one of our ID tokens, which may have expired (RP-Initiated Logout 2).
struct LogoutHint {
  ApplicationId client_id;
  UserId user_id;
};
// Errors: invalid_request.
Result<LogoutHint, OAuthError> verify_id_token_hint(
    std::string_view hint, const jose::KeySet& keys, const std::string& issuer, TimePoint now
);

struct LogoutFacts {
  std::optional<Session> session;
  ClientPtr client;  // null when the request names none
  std::optional<UserId> hinted_user;
};

// Where the browser goes afterwards: the client's URI with the state; nothing when none was asked
// for or no client is known, for then it cannot be checked. Error: invalid_request for a URI that
// is not registered.
Result<std::optional<std::string>, OAuthError> decide_logout_destination(
    const LogoutRequest& request, const Application* client
);

enum class LogoutStep {
  finish,  // no session: there is nothing to end
  post_automatically,
  ask,                // no application has sent the person
  ask_about_account,  // it means another user than the one who is signed in here
};
LogoutStep decide_logout_step(const LogoutFacts& facts);

class EndSession {
 public:
  EndSession(const Dependencies& dependencies, KeyRings& keys);

  // GET and POST /session/end.
  Task<http::Response> handle(http::Request request);
  // POST /session/end/confirm.
  Task<http::Response> confirm(http::Request request);
  // GET /session/end/success.
  Task<http::Response> success(http::Request request);
  // GET /session/end/return: the company's provider has signed the person out as well, or has asked
  // and been answered.
  Task<http::Response> come_back(http::Request request);

 private:
  Task<Result<http::Response, OAuthError>> ask(http::Request request);
  Task<Result<http::Response, OAuthError>> end(http::Request request);
  Task<Result<LogoutFacts, OAuthError>> load(LogoutRequest logout, http::Request request);
  Task<void> commit(Session session, http::Request request);

  http::Response to_repost_page(const http::Request& request, const http::Form& form) const;
  http::Response to_confirm_page(
      const http::Request& request, const LogoutRequest& logout, const LogoutFacts& facts
  ) const;
  http::Response to_end(const http::Request& request, const std::optional<std::string>& destination)
      const;
  std::string at_provider(const SessionOrigin& origin, const std::string& destination) const;
  std::string success_of(const http::Request& request) const;
  std::string make_xsrf(const SessionId& session) const;
  bool is_own_origin(const http::Request& request) const;

  const Dependencies& dependencies_;
  KeyRings& keys_;
  Secret xsrf_key_;
  std::string return_place_;
};

}  // namespace daemun::oidc

#endif
