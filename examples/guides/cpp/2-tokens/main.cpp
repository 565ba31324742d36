// Sign-in for a C++ web app: the user, the full profile, and tokens for an API and an organization.
#include "daemun/auth/adapters/cpp_httplib.h"
#include "daemun/auth/id_token.h"
#include "daemun/auth/session/sqlite_store.h"
#include "daemun/auth/web/auth.h"

#include <boost/json.hpp>

#include <cstdlib>
#include <exception>
#include <httplib.h>
#include <iostream>
#include <memory>
#include <string>

namespace auth = daemun::auth;
namespace json = boost::json;
using daemun::Result;
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
          .authorization = {.scope = read_setting("LOGTO_SCOPE"), .prompt = "consent"},
      }},
      .secrets = {Secret(read_setting("AUTH_SECRET"))},
      .url = read_setting("AUTH_URL"),
  };
  const std::string resource = read_setting("LOGTO_RESOURCE");
  if (!resource.empty()) settings.providers.front().authorization.resource = {resource};
  // Sessions on the server, so that signing out at the provider ends them too. Without a store they
  // are in an encrypted cookie.
  settings.session.store =
      std::make_shared<auth::SqliteStore>(auth::SqliteStoreSettings{.path = "sessions.db"});
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

std::string make_section(const std::string& id, const std::string& title, const json::value& body) {
  return "<h2>" + title + "</h2><pre id=\"" + id + "\">" + escape(json::serialize(body)) + "</pre>";
}

json::value to_json(const auth::AuthError& error) {
  return json::object{
      {"error", auth::to_string(error.code)}, {"error_description", error.description}};
}

// The claims of a token, to show them. An API gets the token itself, in the header of the request:
// "Authorization: Bearer " + token->reveal().
json::value describe(const Result<Secret, auth::AuthError>& token) {
  if (!token) return to_json(token.error());
  const auto jwt = auth::restore_id_token(token->reveal());
  return jwt ? json::value(jwt->claims.members()) : json::value("an opaque token");
}

std::string first_organization(const json::object& claims) {
  const auto* ids = claims.if_contains("organizations");
  if (ids == nullptr || !ids->is_array() || ids->get_array().empty()) return "";
  return std::string(ids->get_array().front().as_string());
}

std::string make_sections(const auth::Auth& auth, auth::Visit& visit) {
  std::string text = make_section("claims", "User", visit.session()->user);
  const auto profile = auth.fetch_user_info(visit);
  text += make_section(
      "userinfo", "Full profile", profile ? profile->claims : to_json(profile.error())
  );
  if (const std::string resource = read_setting("LOGTO_RESOURCE"); !resource.empty()) {
    text += make_section("api-token", "API token", describe(auth.access_token(visit, resource)));
  }
  const std::string organization = profile ? first_organization(profile->claims) : "";
  if (!organization.empty()) {
    const auto token = auth.organization_token(visit, organization);
    text += make_section("organization-token", "Organization token", describe(token));
  }
  return text;
}

std::string make_home(const auth::Auth& auth, auth::Visit& visit) {
  if (visit.trouble) return "Sessions cannot be read now. Try again shortly.";
  if (visit.session() == nullptr)
    return make_button(auth, visit, "/api/auth/signin/logto", "Sign In");
  return make_button(auth, visit, "/api/auth/signout", "Sign Out") + make_sections(auth, visit);
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

  // Only for signed-in users: others go to the sign-in page first, and come back.
  server.Get("/account", [&](const Request& request, Response& response) {
    const auth::Passage passage = auth.middleware(auth::to_request(request));
    if (passage.answer) return auth::write(response, *passage.answer);
    const json::object& user = passage.visit.session()->user;
    response.set_content(make_section("claims", "Account", user), "text/html; charset=utf-8");
    auth::add_headers(response, passage.visit.headers());
  });

  const int port = std::stoi(read_setting("PORT", "3000"));
  std::cout << "http://localhost:" << port << std::endl;
  return server.listen("localhost", port) ? 0 : 1;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
