// Sign-in for a web app: the counterpart of NextAuth() in Auth.js.
//
//   auth::Auth auth({
//       .providers = {{
//           .id = "logto",
//           .issuer = "https://xxxx.logto.app/oidc",
//           .client_id = "<app id>",
//           .client_secret = Secret("<app secret>"),
//           .authorization = {.scope = "openid offline_access profile email"},
//       }},
//       .secrets = {Secret(std::getenv("AUTH_SECRET"))},
//       .url = "http://localhost:3000",
//   });
//   if (auth.handles(request)) return auth.handle(request);
//   if (const auto session = auth(request)) greet(session->user);
#ifndef DAEMUN_AUTH_WEB_AUTH_H
#define DAEMUN_AUTH_WEB_AUTH_H

#if !defined(_MSC_VER) && __cplusplus < 202002L
#error "daemun-auth needs C++20: compile with -std=c++20 or newer"
#endif

#include "base/result.h"
#include "base/task.h"
#include "daemun/auth/error.h"
#include "daemun/auth/http.h"
#include "daemun/auth/session/session.h"
#include "daemun/auth/userinfo.h"
#include "daemun/auth/web/access.h"
#include "daemun/auth/web/core.h"
#include "daemun/auth/web/settings.h"
#include "daemun/auth/web/sign_in.h"
#include "daemun/auth/web/visit.h"

#include <memory>
#include <optional>
#include <string>

namespace daemun::auth {

// The result of middleware(): send the answer if there is one, otherwise continue with the visit.
struct Passage {
  Visit visit{};
  std::optional<Response> answer{};
};

// For any number of threads. Each call that may ask the provider has two forms: one that waits, and
// `async_` for coroutines, which must end before this object does. With a session store, all calls
// but sign_in() and csrf_token() ask it too. A provider or a store that does not answer is an
// event, a page (503) and an error of the call, never an exception: nothing here throws but the
// app's own callbacks.
class Auth {
 public:
  // Throws std::invalid_argument for settings that cannot work (check_settings.h says which).
  explicit Auth(AuthSettings settings, AuthParts parts = {});

  // The session, if the user is signed in. Nothing while the session store does not answer. Makes
  // no request to a provider and sets no cookie.
  std::optional<Session> operator()(const Request& request) const;
  // The same, with the cookies for the response: send visit.headers() with it to keep the session
  // alive.
  Visit visit(const Request& request) const;

  // Whether the path is under base_path, so that handle() answers it.
  bool handles(const Request& request) const;
  Response handle(Request request) const;
  Task<Response> async_handle(Request request) const;

  // For protected pages: keeps the session alive and requires that `authorized` allows the request
  // (without that callback, a session). The answer redirects visitors to the sign-in page and back
  // here. Requests other than GET get 401, users who are not authorized 403, and everybody 503
  // while the session store does not answer.
  Passage middleware(const Request& request) const;

  // Redirects to the provider without a page in between. A link to a page that does this starts a
  // sign-in from anywhere; a form should have csrf_token() in it and go to /api/auth/signin/<id>.
  Response sign_in(Request request, std::string provider_id, SignInOptions options = {}) const;
  Task<Response> async_sign_in(Request request, std::string provider_id, SignInOptions options)
      const;
  // Signs out without asking: protect the form that leads here, or let it post to
  // /api/auth/signout.
  Response sign_out(Request request, std::string return_to = "/") const;
  Task<Response> async_sign_out(Request request, std::string return_to) const;

  // For the hidden field "csrfToken". Adds its cookie to the visit.
  std::string csrf_token(Visit& visit) const;

  // For an API by its resource indicator, or for userinfo if that is empty. Refreshed when less
  // than refresh_ahead is left; concurrent requests share one refresh. Errors: find_access().
  Result<Secret, AuthError> access_token(Visit& visit, std::string resource = "") const;
  Task<Result<Secret, AuthError>> async_access_token(Visit& visit, std::string resource) const;
  // For an organization of Logto or Daemun, or for an API in the organization.
  Result<Secret, AuthError> organization_token(
      Visit& visit, std::string organization_id, std::string resource = ""
  ) const;
  Task<Result<Secret, AuthError>> async_organization_token(
      Visit& visit, std::string organization_id, std::string resource
  ) const;
  // Claims that are not in the ID token, such as Logto's custom_data.
  Result<UserInfo, AuthError> fetch_user_info(Visit& visit) const;
  Task<Result<UserInfo, AuthError>> async_fetch_user_info(Visit& visit) const;

 private:
  std::unique_ptr<const AuthCore> core_;
};

}  // namespace daemun::auth

#endif
