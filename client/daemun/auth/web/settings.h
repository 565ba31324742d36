// The settings of an app's sign-in, named as in Auth.js: providers, callbacks, session, pages.
#ifndef DAEMUN_AUTH_WEB_SETTINGS_H
#define DAEMUN_AUTH_WEB_SETTINGS_H

#include "base/clock.h"
#include "base/json.h"
#include "base/secret.h"
#include "daemun/auth/client.h"
#include "daemun/auth/error.h"
#include "daemun/auth/provider.h"
#include "daemun/auth/session/session.h"
#include "daemun/auth/session/session_keeper.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::auth {

// `authorization.params` of the guide.
struct AuthorizationSettings {
  // Separated by spaces. When empty: the provider table's scopes, or "openid profile email".
  std::string scope{};
  // The APIs that the app needs access tokens for (RFC 8707 2).
  std::vector<std::string> resource{};
  // Logto and Daemun issue a refresh token only with "consent".
  std::string prompt{};
  std::optional<Seconds> max_age{};
  // Any other parameter, such as {"first_screen", "register"}.
  Parameters extra{};
};

// Maps the claims of the ID token (of userinfo if the provider has no ID tokens) to the app's user.
using Profile = std::function<json::object(const json::object& claims)>;

// "id", "name" (or the username), "email" and "image"; null where the provider has no value.
json::object to_default_profile(const json::object& claims);

struct AuthProvider {
  // Part of the callback path. An id of provider_table.h selects that provider's conventions; any
  // other id is a provider that follows the standards.
  std::string id{};
  // Shown on the sign-in button. When empty: the table's name, or the id.
  std::string name{};
  // As the provider publishes it: "https://xxxx.logto.app/oidc". Empty if the provider has
  // no discovery. Plain http only on this machine (localhost, 127.0.0.1, [::1]).
  std::string issuer{};
  std::string client_id{};
  // Sent as the provider table says, by default with client_secret_basic. When empty: a public
  // client.
  Secret client_secret{};
  // For any other authentication method.
  std::optional<ClientAuthentication> authentication{};
  AuthorizationSettings authorization{};
  Profile profile = to_default_profile;
  // Where the provider sends the user after sign-out; must be registered there. When set,
  // sign_out() also ends the session at the provider.
  std::string post_logout_redirect_uri{};
};

// The result of a sign-in or refresh, for callbacks. Valid only during the call.
struct Account {
  const std::string& provider_id;
  const TokenSet& tokens;
  // From the ID token, or from userinfo if the provider has no ID tokens.
  const json::object& claims;
};

enum class Verdict { allow, deny };

// All are optional. They run on the request's thread; their exceptions reach the caller.
struct Callbacks {
  // Whether this user may sign in. By default every user of the provider may.
  std::function<Verdict(const json::object& user, const Account& account)> sign_in{};
  // Adds the app's own data to the session. Called after each sign-in and each refresh.
  std::function<void(json::object& token, const Account& account)> jwt{};
  // Adds to the answer of `GET /api/auth/session`, which has name, email, image and expires. Every
  // script on the page can read it.
  std::function<void(json::object& answer, const Session& session)> session{};
  // Whether a visitor may see the page; `session` is null without a session. By default
  // middleware() requires a session.
  std::function<Verdict(const Request& request, const Session* session)> authorized{};
};

// For the app's log. Errors never contain secrets.
struct Events {
  std::function<void(std::string_view where, const AuthError& error)> error{};
  std::function<void(const Session& session)> signed_in{};
  std::function<void(const Session& session)> signed_out{};
};

// Paths of the app's own pages, which replace the built-in ones. The error page gets
// "?error=<code>".
struct Pages {
  std::string sign_in{};
  std::string sign_out{};
  std::string error{};
};

struct AuthSettings {
  std::vector<AuthProvider> providers{};
  Callbacks callbacks{};
  SessionSettings session{};
  // AUTH_SECRET: at least 32 characters (`openssl rand -base64 33`). The first one encrypts
  // new sessions; the others still decrypt existing ones.
  std::vector<Secret> secrets{};
  // AUTH_URL: the scheme, host and port of the app, such as "http://localhost:3000". The Host
  // header is never trusted.
  std::string url{};
  std::string base_path = "/api/auth";
  Pages pages{};
  Events events{};
  // An access token is renewed when less than this, or than a quarter of its lifetime, is left of
  // it.
  Seconds refresh_ahead{60};
  // With a store: how often to check whether another process has finished its refresh.
  Milliseconds lease_poll{100};
};

}  // namespace daemun::auth

#endif
