#include "auth.h"

#include "daemun/auth/session/sqlite_store.h"

#include <iostream>

namespace cpp_web {

namespace auth = daemun::auth;
namespace json = boost::json;
using daemun::Secret;

namespace {

// #region profile
json::object to_user(const json::object& profile) {
  const auto claim = [&](const char* name) {
    const auto* value = profile.if_contains(name);
    return value == nullptr ? json::value() : *value;
  };
  return {
      {"id", claim("sub")},
      {"name", claim("name").is_null() ? claim("username") : claim("name")},
      {"email", claim("email")},
      {"image", claim("picture")},
  };
}
// #endregion

}  // namespace

auth::Auth make_auth(const Settings& settings) {
  // #region auth
  auth::AuthSettings options{
      .providers = {{
          .id = "logto",
          .name = "Logto",
          .issuer = settings.issuer,
          .client_id = settings.app_id,
          .client_secret = Secret(settings.app_secret),
          .authorization = {.scope = settings.scope, .prompt = "consent"},
          .profile = to_user,
          .post_logout_redirect_uri = settings.post_logout_redirect_uri,
      }},
      .secrets = {Secret(settings.auth_secret)},
      .url = settings.url,
  };
  // #endregion
  if (!settings.resource.empty()) {
    options.providers.front().authorization.resource = {settings.resource};
  }
  // #region store
  if (!settings.session_file.empty()) {
    options.session.store = std::make_shared<auth::SqliteStore>(auth::SqliteStoreSettings{
        .path = settings.session_file});
  }
  // #endregion
  // #region events
  options.events.error = [](std::string_view where, const auth::AuthError& error) {
    std::cerr << where << ": " << auth::to_string(error.code) << ' ' << error.oauth_error << ' '
              << error.description << ' ' << error.detail << '\n';
  };
  // #endregion
  return auth::Auth(std::move(options));
}

}  // namespace cpp_web
