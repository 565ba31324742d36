#include "flows/harness/installation.h"

#include "app/app.h"
#include "storage/seed.h"

#include <doctest/doctest.h>

#include <utility>

namespace daemun::flows {
namespace {

const TenantId admin("admin");
const std::string redirect_uri = administration.endpoint + "/console/callback";

}  // namespace

Installation::Installation(Server& server)
    : users(*server.database, admin), roles(*server.database, admin), server_(server) {
  commit(storage::Statement{{"delete from tenants"}, {}});
  run_task(storage::seed_basics(
      {.database = *server.database,
       .vault = server.vault,
       .clock = server.clock,
       .random = server.random,
       .endpoint = endpoint,
       .admin_endpoint = administration.endpoint}
  ));
  server.door->default_tenant().settings.clear();
  server.door->admin_tenant().settings.clear();
}

void Installation::insert(const std::string& username) {
  User user;
  user.id = UserId(username);
  user.username = username;
  user.created_at = user.updated_at = server_.clock.now();
  server_.commit(users.insert(user, stored_password()));
}

void Installation::insert_visitor(const std::string& username) {
  insert(username);
}

void Installation::insert_administrator(const std::string& username) {
  insert(username);
  const auto role = run_task(roles.find_by_name("default:admin"));
  commit(users.assign_role(UserId(username), role->id));
}

void Installation::commit(storage::Statement statement) {
  server_.commit(std::move(statement));
  server_.door->admin_tenant().settings.clear();
}

Answer Installation::sign_in(const std::string& username, const std::string& resource) {
  Browser browser(server_, administration);
  return sign_in(browser, username, resource);
}

Answer Installation::sign_in(
    Browser& browser, const std::string& username, const std::string& resource
) {
  const Fields fields{
      {"client_id", "admin-console"},
      {"redirect_uri", redirect_uri},
      {"response_type", "code"},
      {"state", "st"},
      {"scope", "openid profile email offline_access all"},
      {"resource", api_of_default},
      {"resource", api_of_admin},
      {"resource", api_of_me},
      {"prompt", "consent"},
      {"code_challenge", code_challenge_of(code_verifier)},
      {"code_challenge_method", "S256"}};
  const auto started = browser.get("/oidc/auth?" + to_form(fields));
  REQUIRE(started.status == 303);
  const auto callback =
      to_callback(browser.get(pass_sign_in_page(browser, "admin-console", username)));
  REQUIRE(callback.location == redirect_uri);
  return token(
      {{"grant_type", "authorization_code"},
       {"code", callback.at("code")},
       {"redirect_uri", redirect_uri},
       {"code_verifier", code_verifier},
       {"resource", resource}}
  );
}

Answer Installation::refresh(const Answer& tokens, const std::string& resource) {
  return token(
      {{"grant_type", "refresh_token"},
       {"refresh_token", tokens.text("refresh_token")},
       {"resource", resource}}
  );
}

Answer Installation::token(Fields fields) {
  auto request = a_request(http::Method::post, "/oidc/token", administration);
  request.headers.push_back({"content-type", "application/x-www-form-urlencoded"});
  fields.emplace_back("client_id", "admin-console");
  request.body = to_form(fields);
  return to_answer(server_.send(std::move(request)));
}

Answer Installation::call(
    const Site& site,
    const std::string& token,
    http::Method method,
    const std::string& path,
    const std::string& body
) {
  const auto prefix = path.starts_with("/me") ? "" : "/api";
  auto request = a_request(method, prefix + path, site);
  if (!token.empty()) request.headers.push_back({"authorization", "Bearer " + token});
  if (!body.empty()) request.headers.push_back({"content-type", "application/json"});
  request.body = body;
  return to_answer(server_.send(std::move(request)));
}

}  // namespace daemun::flows
