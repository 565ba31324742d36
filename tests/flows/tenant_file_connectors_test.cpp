// Connectors in the file of a tenant.
#include "connectors/social/test_service.h"

#include <doctest/doctest.h>

#include <string>

#include "flows/harness/administrator.h"
#include "flows/harness/server.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string file_path = "/configs/tenant-file";

struct World {
  explicit World(Server& its_server) : administrator(its_server) {
    auto config = connectors::test::oidc_config();
    config["clientSecret"] = "hush-social";
    create(
        "/connectors",
        {{"connectorId", "oidc"},
         {"id", "club"},
         {"config", config},
         {"metadata", {{"target", "club"}, {"name", {{"en", "Club"}}}}}}
    );
    create(
        "/connectors",
        {{"connectorId", "sendgrid-email-service"},
         {"id", "mails"},
         {"config", {{"apiKey", "hush-mail"}, {"fromEmail", "a@shop.example"}}}}
    );
  }

  void create(const std::string& path, const json::object& body) {
    administrator.expect(200, Method::post, path, json::serialize(body));
  }
  std::string exported(const std::string& query = "") {
    return administrator.send(Method::get, file_path + query, "").body;
  }
  json::object apply(const std::string& yaml, json::object more = {}) {
    more["yaml"] = yaml;
    return administrator.expect(200, Method::post, file_path, json::serialize(more));
  }

  Administrator administrator;
};

const std::string company = R"(
organizations:
  - name: Acme
    jitSsoConnectors: [Acme]
ssoConnectors:
  - id: acme00000000
    connectorName: Acme
    providerName: OIDC
    domains: [acme.example]
    trustsMfa: true
    config:
      clientId: us
      clientSecret: hush-company
      issuer: https://id.acme.example
)";

std::string changes_of(const json::object& applied) {
  CHECK(json::serialize(applied.at("failures")) == "[]");
  return json::serialize(applied.at("changes"));
}

}  // namespace

TEST_CASE("GET /configs/tenant-file has connectors, and their secrets only when asked") {
  for_each_engine([](Server& server) {
    World world(server);
    changes_of(world.apply(company));
    const auto plain = world.exported();
    for (const auto* shown :
         {"id: club", "connectorId: oidc", "id: mails", "connectorName: Acme", "id: acme00000000"})
      CHECK(plain.find(shown) != std::string::npos);
    CHECK(plain.find("hush") == std::string::npos);
    const auto whole = world.exported("?withSecrets=true");
    for (const auto* secret : {"hush-social", "hush-mail", "hush-company"})
      CHECK(whole.find(secret) != std::string::npos);
    // A secret that the file leaves out stays as it is.
    CHECK(changes_of(world.apply(plain)) == "[]");
  });
}

TEST_CASE("POST /configs/tenant-file makes connectors under their ids, once") {
  for_each_engine([](Server& server) {
    World world(server);
    changes_of(world.apply(company));
    CHECK(changes_of(world.apply(company)) == "[]");
    const auto made = world.administrator.get("/sso-connectors/acme00000000").as_object();
    CHECK(made.at("config").at("clientSecret") == "hush-company");
    CHECK(made.at("trustsMfa") == true);
    const auto organizations = world.administrator.get("/organizations").as_array();
    const auto id = std::string(organizations.at(0).at("id").as_string());
    const auto taking =
        world.administrator.get("/organizations/" + id + "/jit/sso-connectors").as_array();
    REQUIRE(taking.size() == 1);
    CHECK(taking.at(0).at("id") == "acme00000000");
  });
}

TEST_CASE("POST /configs/tenant-file changes a connector without knowing its secret") {
  for_each_engine([](Server& server) {
    World world(server);
    auto plain = world.exported();
    const std::string before = "fromEmail: a@shop.example";
    plain.replace(plain.find(before), before.size(), "fromEmail: b@shop.example");
    const auto applied = world.apply(plain);
    CHECK(
        changes_of(applied) ==
        R"([{"action":"update","kind":"connector","name":"mails","members":["config"]}])"
    );
    const auto config = world.administrator.get("/connectors/mails").at("config").as_object();
    CHECK(config.at("fromEmail") == "b@shop.example");
    CHECK(config.at("apiKey") == "hush-mail");
  });
}

TEST_CASE("POST /configs/tenant-file puts a new mail connector in the place of the old one") {
  for_each_engine([](Server& server) {
    World world(server);
    const std::string wanted = R"(
connectors:
  - id: other
    connectorId: sendgrid-email-service
    config:
      apiKey: key
      fromEmail: a@shop.example
)";
    const auto applied = world.apply(wanted, {{"prune", true}});
    CHECK(json::serialize(applied.at("failures")) == "[]");
    const auto left = world.administrator.get("/connectors").as_array();
    REQUIRE(left.size() == 1);
    CHECK(left.at(0).at("id") == "other");
  });
}

TEST_CASE("POST /configs/tenant-file makes a SAML connector whose key is still to be made") {
  for_each_engine([](Server& server) {
    World world(server);
    const std::string wanted = R"(
ssoConnectors:
  - connectorName: Saml
    providerName: SAML
    config:
      metadataUrl: https://id.acme.example/metadata
      signAuthnRequest: true
)";
    changes_of(world.apply(wanted));
    CHECK(changes_of(world.apply(wanted)) == "[]");
  });
}

}  // namespace daemun::flows
