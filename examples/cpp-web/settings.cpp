#include "settings.h"

#include <cstdlib>

namespace cpp_web {

namespace {

std::string read(const char* name, const char* otherwise = "") {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : value;
}

}  // namespace

Settings read_settings() {
  const std::string port = read("PORT", "3000");
  return {
      .issuer = read("AUTH_LOGTO_ISSUER"),
      .app_id = read("AUTH_LOGTO_ID"),
      .app_secret = read("AUTH_LOGTO_SECRET"),
      .auth_secret = read("AUTH_SECRET"),
      .url = read("AUTH_URL", ("http://localhost:" + port).c_str()),
      .scope = read(
          "LOGTO_SCOPE",
          "openid offline_access profile email phone address custom_data identities roles "
          "urn:logto:scope:organizations urn:logto:scope:organization_roles "
          "shopping:read shopping:write"
      ),
      .resource = read("LOGTO_RESOURCE", "https://shopping.your-app.com/api"),
      .api_url = read("API_URL"),
      .session_file = read("SESSION_FILE"),
      .post_logout_redirect_uri = read("POST_LOGOUT_REDIRECT_URI"),
      .port = std::atoi(port.c_str()),
  };
}

}  // namespace cpp_web
