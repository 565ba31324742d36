// The guide's literals as settings from the environment. See README.md for the names.
#ifndef CPP_WEB_SETTINGS_H
#define CPP_WEB_SETTINGS_H

#include <string>

namespace cpp_web {

struct Settings {
  std::string issuer{};
  std::string app_id{};
  std::string app_secret{};
  std::string auth_secret{};
  std::string url{};
  std::string scope{};
  // Empty: no API resource is asked for.
  std::string resource{};
  // Empty: no API is called.
  std::string api_url{};
  // Empty: sessions are in the cookie.
  std::string session_file{};
  // Empty: signing out ends this app's session only.
  std::string post_logout_redirect_uri{};
  int port = 3000;
};

Settings read_settings();

}  // namespace cpp_web

#endif
