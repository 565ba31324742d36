// Sign-in for a C++ web app: one page, which shows the user.
#include "daemun/auth/adapters/cpp_httplib.h"
#include "daemun/auth/web/auth.h"

#include <boost/json.hpp>

#include <cstdlib>
#include <exception>
#include <httplib.h>
#include <iostream>
#include <string>

namespace auth = daemun::auth;
using daemun::Secret;
using httplib::Request;
using httplib::Response;

std::string read_setting(const char* name, const char* fallback = "") {
  const char* value = std::getenv(name);
  return value != nullptr ? value : fallback;
}

auth::Auth make_auth() {
  auth::AuthSettings settings{
      .providers = {{
          .id = "logto",
          .name = "Logto",
          .issuer = read_setting("AUTH_LOGTO_ISSUER"),
          .client_id = read_setting("AUTH_LOGTO_ID"),
          .client_secret = Secret(read_setting("AUTH_LOGTO_SECRET")),
          .authorization = {.scope = "openid offline_access profile email", .prompt = "consent"},
      }},
      .secrets = {Secret(read_setting("AUTH_SECRET"))},
      .url = read_setting("AUTH_URL"),
  };
  return auth::Auth(std::move(settings));
}

std::string escape(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '&' || c == '<' || c == '>' || c == '"') {
      escaped += "&#" + std::to_string(static_cast<int>(c)) + ";";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

// A form with a token that proves that it comes from this app.
std::string make_button(
    const auth::Auth& auth, auth::Visit& visit, const std::string& action, const std::string& label
) {
  return "<form method=\"post\" action=\"" + action +
         "\"><input type=\"hidden\" name=\"csrfToken\" value=\"" + escape(auth.csrf_token(visit)) +
         "\"><button>" + label + "</button></form>";
}

std::string make_home(const auth::Auth& auth, auth::Visit& visit) {
  if (visit.session() == nullptr)
    return make_button(auth, visit, "/api/auth/signin/logto", "Sign In");
  const std::string user = boost::json::serialize(visit.session()->user);
  return make_button(auth, visit, "/api/auth/signout", "Sign Out") + "<pre id=\"claims\">" +
         escape(user) + "</pre>";
}

int main() try {
  const auth::Auth auth = make_auth();
  httplib::Server server;

  // All paths of the sign-in are under /api/auth.
  const auto handle = [&](const Request& request, Response& response) {
    auth::write(response, auth.handle(auth::to_request(request)));
  };
  server.Get("/api/auth/.*", handle);
  server.Post("/api/auth/.*", handle);

  server.Get("/", [&](const Request& request, Response& response) {
    auth::Visit visit = auth.visit(auth::to_request(request));
    response.set_content(make_home(auth, visit), "text/html; charset=utf-8");
    auth::add_headers(response, visit.headers());
  });

  const int port = std::stoi(read_setting("PORT", "3000"));
  std::cout << "http://localhost:" << port << std::endl;
  return server.listen("localhost", port) ? 0 : 1;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
