// What an app says about its sign-in, in the words of Auth.js: providers, callbacks, session,
// pages.
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
  // Words with spaces between them. Empty: those of the provider table, or "openid profile email".
  std::string scope{};
  // APIs that access tokens will be wanted for (RFC 8707 2).
  std::vector<std::string> resource{};
  // "consent" lets Logto and Daemun give a refresh token.
  std::string prompt{};
  std::optional<Seconds> max_age{};
  // Anything else, as {"first_screen", "register"}.
  Parameters extra{};
};

// The claims of the ID token (of userinfo for a provider without) → what the app calls a user.
using Profile = std::function<json::object(const json::object& claims)>;

// "id", "name" (else the username), "email" and "image", null where the provider says nothing.
json::object to_default_profile(const json::object& claims);

struct AuthProvider {
  // Part of the callback's path. One of provider_table.h brings the provider's ways with it; any
  // other follows the standards.
  std::string id{};
  // On the sign-in button; the table's name, or the id, when empty.
  std::string name{};
  // As the provider gives it: "https://xxxx.logto.app/oidc". Empty for one without discovery.
  // Plain http only for this machine itself (localhost, 127.0.0.1, [::1]).
  std::string issuer{};
  std::string client_id{};
  // Sent as the table says, client_secret_basic otherwise. Empty: a public client.
  Secret client_secret{};
  // When it is none of the two.
  std::optional<ClientAuthentication> authentication{};
  AuthorizationSettings authorization{};
  Profile profile = to_default_profile;
  // Where the provider sends the user after signing out there, as registered with it. When given,
  // sign_out() ends the session at the provider too.
  std::string post_logout_redirect_uri{};
};

// What a sign-in or a refresh brought, for callbacks. Borrowed for the call.
struct Account {
  const std::string& provider_id;
  const TokenSet& tokens;
  // Of the ID token; of userinfo for a provider without.
  const json::object& claims;
};

enum class Verdict { allow, deny };

// All are optional. They run on the thread of the request, and what they throw reaches the caller.
struct Callbacks {
  // Who may come in at all. The default is everybody whom the provider vouches for.
  std::function<Verdict(const json::object& user, const Account& account)> sign_in{};
  // What else to keep in the session: called after a sign-in and after each refresh.
  std::function<void(json::object& token, const Account& account)> jwt{};
  // What `GET /api/auth/session` tells the browser beside name, email, image and expires. Whatever
  // is added can be read by every script of the page.
  std::function<void(json::object& answer, const Session& session)> session{};
  // Whether a visitor may see that page; `session` is null for nobody. The default of middleware()
  // is: whoever is signed in.
  std::function<Verdict(const Request& request, const Session* session)> authorized{};
};

// For the app's log. An error holds no secret.
struct Events {
  std::function<void(std::string_view where, const AuthError& error)> error{};
  std::function<void(const Session& session)> signed_in{};
  std::function<void(const Session& session)> signed_out{};
};

// The app's own pages in place of the built-in ones: paths on this origin. An error page gets
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
  // AUTH_SECRET: at least 32 characters (`openssl rand -base64 33`). The first seals; those after
  // it only open what was sealed before.
  std::vector<Secret> secrets{};
  // AUTH_URL: scheme, host and port by which browsers reach the app, as "http://localhost:3000".
  // What a request says of its own host is never believed.
  std::string url{};
  std::string base_path = "/api/auth";
  Pages pages{};
  Events events{};
  // An access token is renewed when less than this, or than a quarter of its lifetime, is left of
  // it.
  Seconds refresh_ahead{60};
  // With a store: how often to look whether another process has finished its refresh.
  Milliseconds lease_poll{100};
};

}  // namespace daemun::auth

#endif
