// Sign-in for a web app: what NextAuth() of Auth.js is for Next.js.
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

// What middleware() found: go on with the visit, or send the answer.
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

  // Who is signed in; nothing for nobody, and while the session store does not answer. Asks no
  // provider, sets no cookie.
  std::optional<Session> operator()(const Request& request) const;
  // The same, with what the answer must tell the browser: send visit.headers() with it, so that the
  // session lives on.
  Visit visit(const Request& request) const;

  // For paths under base_path, whose answers are handle()'s.
  bool handles(const Request& request) const;
  Response handle(Request request) const;
  Task<Response> async_handle(Request request) const;

  // Before any other page: keeps the session alive, and lets nobody through whom `authorized` (or,
  // without it, the absence of a session) keeps out. The answer brings a visitor to the sign-in
  // page and back here; requests other than GET get 401, a user without the right 403, and while
  // the session store does not answer everybody gets 503.
  Passage middleware(const Request& request) const;

  // To the provider at once, without a page between. A link to a page that does this starts a
  // sign-in from anywhere; a form should have csrf_token() in it and go to /api/auth/signin/<id>.
  Response sign_in(Request request, std::string provider_id, SignInOptions options = {}) const;
  Task<Response> async_sign_in(Request request, std::string provider_id, SignInOptions options)
      const;
  // Without a question: guard the form that leads here, or let it go to /api/auth/signout.
  Response sign_out(Request request, std::string return_to = "/") const;
  Task<Response> async_sign_out(Request request, std::string return_to) const;

  // For a hidden field "csrfToken"; its cookie is added to the visit.
  std::string csrf_token(Visit& visit) const;

  // For an API by its resource indicator; for userinfo when that is empty. Refreshed when less than
  // refresh_ahead is left of it: fifty requests at once cause one refresh. Errors: find_access().
  Result<Secret, AuthError> access_token(Visit& visit, std::string resource = "") const;
  Task<Result<Secret, AuthError>> async_access_token(Visit& visit, std::string resource) const;
  // For an organization of Logto or Daemun; with a resource, for that API in the organization.
  Result<Secret, AuthError> organization_token(
      Visit& visit, std::string organization_id, std::string resource = ""
  ) const;
  Task<Result<Secret, AuthError>> async_organization_token(
      Visit& visit, std::string organization_id, std::string resource
  ) const;
  // What is not in the ID token, as Logto's custom_data.
  Result<UserInfo, AuthError> fetch_user_info(Visit& visit) const;
  Task<Result<UserInfo, AuthError>> async_fetch_user_info(Visit& visit) const;

 private:
  std::unique_ptr<const AuthCore> core_;
};

}  // namespace daemun::auth

#endif
