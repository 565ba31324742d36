#include "flows/harness/administrator.h"

#include "base/encoding.h"

#include <doctest/doctest.h>

#include <utility>

namespace daemun::flows {
namespace {

const std::string machine = "admin-machine";
const std::string role = "administration";

// The tenant of the people who run the installation, with a machine that may do everything.
void add_admin_tenant(Server& server) {
  const TenantId tenant("admin");
  const storage::TenantStore tenants(*server.database, server.vault, tenant);
  const storage::ResourceStore resources(*server.database, tenant);
  const storage::RoleStore roles(*server.database, tenant);
  const storage::ApplicationStore applications(*server.database, server.vault, tenant);
  const auto api = a_resource(management_api, {"all"});
  const Role everything{.id = RoleId(role), .name = role, .type = RoleType::machine_to_machine};
  const auto app = an_application(machine, ApplicationType::machine_to_machine);
  const SigningKey key{
      .id = SigningKeyId("admin-key"),
      .algorithm = "ES256",
      .status = SigningKeyStatus::current,
      .private_key = crypto::PrivateKey::generate(crypto::SignatureAlgorithm::es256).to_pem(),
      .created_at = server.clock.now(),
  };
  storage::Plan plan;
  plan.add(tenants.insert("Admin", server.clock.now()))
      .add(tenants.insert_signing_key(key))
      .add(resources.insert(api))
      .add(resources.insert_scope(api.id, api.scopes.front(), server.clock.now()))
      .add(roles.insert(everything))
      .add(roles.assign_scope(everything.id, api.scopes.front().id))
      .add(applications.insert(app))
      .add(applications.insert_secret(
          app.id,
          {.name = "Default secret",
           .value = Secret(client_secret),
           .created_at = server.clock.now(),
           .expires_at = std::nullopt}
      ))
      .add(applications.assign_role(app.id, everything.id));
  server.commit(std::move(plan));
}

}  // namespace

Administrator::Administrator(Server& server) : server_(server) {
  add_admin_tenant(server);
  auto api = a_resource(management_api, {"all"});
  api.id = ResourceId("management-api");
  server.insert(api);
  server.insert(an_application(machine, ApplicationType::machine_to_machine));
  server.insert_role(role, RoleType::machine_to_machine, {{management_api, "all"}});
  server.commit(server.applications.assign_role(ApplicationId(machine), RoleId(role)));
  token_ = token(management_api, "all");
}

void Administrator::renew_token() {
  token_ = token(management_api, "all");
}

std::string Administrator::token(const std::string& resource, const std::string& scope) {
  const auto answer =
      Client(server_, machine)
          .token({{"grant_type", "client_credentials"}, {"resource", resource}, {"scope", scope}});
  REQUIRE(answer.status() == 200);
  return answer.text("access_token");
}

std::string Administrator::token_of_admin_tenant() {
  http::Request request;
  request.method = http::Method::post;
  request.path = "/oidc/token";
  request.listener = http::Listener::admin;
  request.headers.push_back({"content-type", "application/x-www-form-urlencoded"});
  request.headers.push_back({"authorization", "Basic " + to_base64(machine + ":" + client_secret)});
  request.body = "grant_type=client_credentials&scope=all&resource=" + management_api;
  const auto answer = to_answer(server_.send(std::move(request)));
  REQUIRE(answer.status() == 200);
  return answer.text("access_token");
}

http::Response Administrator::send(
    http::Method method, const std::string& path, const std::string& body
) {
  return send_with(token_, method, path, body);
}

http::Response Administrator::send_with(
    const std::string& token, http::Method method, const std::string& path, const std::string& body
) {
  http::Request request;
  request.method = method;
  request.path = "/api" + path.substr(0, path.find('?'));
  if (const auto query = path.find('?'); query != std::string::npos) {
    request.query = path.substr(query + 1);
  }
  if (!token.empty()) request.headers.push_back({"authorization", "Bearer " + token});
  if (!body.empty()) request.headers.push_back({"content-type", "application/json"});
  request.body = body;
  return server_.send(std::move(request));
}

json::object Administrator::expect(
    int status, http::Method method, const std::string& path, const std::string& body
) {
  const auto response = send(method, path, body);
  CAPTURE(path);
  CAPTURE(response.body);
  REQUIRE(response.status == status);
  return json::parse(response.body).as_object();
}

void add_mail_connector(Administrator& administrator, std::optional<json::array> templates) {
  json::object config{
      {"host", "mail.example"},
      {"port", 587},
      {"auth", {{"type", "login"}, {"user", "shop"}, {"pass", "hush"}}},
      {"fromEmail", "shop@shop.example"}};
  if (templates) config["templates"] = *std::move(templates);
  const json::object connector{
      {"connectorId", "simple-mail-transfer-protocol"}, {"config", std::move(config)}};
  administrator.expect(200, http::Method::post, "/connectors", json::serialize(connector));
}

}  // namespace daemun::flows
