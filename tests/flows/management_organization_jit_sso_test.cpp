// Which organizations the people of an enterprise connector join, over the Management API.
#include "storage/organization_jit_store.h"

#include <doctest/doctest.h>

#include "flows/harness/administrator.h"
#include "flows/harness/sso_connectors.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string path = "/organizations/acme/jit/sso-connectors";

// "one two " for the connectors that the organization lists.
std::string listed(Administrator& administrator) {
  std::string text;
  const auto list = administrator.get(path);
  for (const auto& one : list.as_array())
    text += std::string(one.as_object().at("id").as_string()) + " ";
  return text;
}

void add_connectors(Server& server) {
  server.insert(an_organization("acme"));
  for (const char* id : {"two", "one"})
    insert(server, a_sso_connector(id));
}

}  // namespace

TEST_CASE("enterprise connectors of an organization are added, listed, replaced and removed") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_connectors(server);
    CHECK(administrator.send(Method::post, path, R"({"ssoConnectorIds":["two"]})").status == 201);
    CHECK(
        administrator.send(Method::post, path, R"({"ssoConnectorIds":["one","two","one"]})")
            .status == 201
    );
    CHECK(listed(administrator) == "one two ");
    const auto page = administrator.send(Method::get, path + "?page=2&page_size=1");
    CHECK(*page.find("total-number") == "2");
    CHECK(json::parse(page.body).as_array().size() == 1);
    CHECK(administrator.send(Method::put, path, R"({"ssoConnectorIds":["one"]})").status == 204);
    CHECK(listed(administrator) == "one ");
    CHECK(administrator.send(Method::delete_, path + "/one").status == 204);
    CHECK(administrator.send(Method::delete_, path + "/one").status == 404);
    CHECK(administrator.send(Method::put, path, R"({"ssoConnectorIds":[]})").status == 204);
    CHECK(listed(administrator).empty());
  });
}

TEST_CASE("an organization shows its enterprise connectors without their secrets") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_connectors(server);
    administrator.send(Method::post, path, R"({"ssoConnectorIds":["one"]})");
    const auto body = administrator.send(Method::get, path).body;
    CHECK(body.find("hush") == std::string::npos);
    const auto expected = json::parse(
        R"([{"tenantId":"default","id":"one","providerName":"OIDC","connectorName":"one",)"
        R"("config":{"clientId":"daemun","issuer":"https://idp.example",)"
        R"("trustUnverifiedEmail":false},"domains":["one.example"],"branding":{},)"
        R"("syncProfile":false,"enableTokenStorage":false,"trustsMfa":false,)"
        R"("createdAt":1800000000000}])"
    );
    CHECK(json::parse(body) == expected);
  });
}

TEST_CASE("a user of an enterprise connector joins by what was set up over the API") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_connectors(server);
    server.insert_organization_role("member", RoleType::user, {}, {});
    server.insert(a_user("alice"));
    administrator.send(Method::post, path, R"({"ssoConnectorIds":["one"]})");
    administrator.send(
        Method::post, "/organizations/acme/jit/roles", R"({"organizationRoleIds":["member"]})"
    );
    const storage::OrganizationJitStore jit(*server.database, server.tenant);
    server.commit(jit.provision(UserId("alice"), SsoConnectorId("one")));
    const auto members = administrator.get("/organizations/acme/users").as_array();
    REQUIRE(members.size() == 1);
    CHECK(
        json::serialize(members[0].as_object().at("organizationRoles")) ==
        R"([{"id":"member","name":"member"}])"
    );
  });
}

TEST_CASE("requests about an organization's enterprise connectors are refused in Logto's words") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_connectors(server);
    const std::string none = "/organizations/none/jit/sso-connectors";
    constexpr const char* missing = "entity.relation_foreign_key_not_found";
    const struct {
      Method method;
      std::string path;
      const char* body;
      int status;
      const char* code;
    } cases[] = {
        {Method::get, none, "", 404, "entity.not_exists_with_id"},
        {Method::post, path, R"({"ssoConnectorIds":[]})", 400, "guard.invalid_input"},
        {Method::post, path, R"({"ssoConnectorIds":["one","none"]})", 422, missing},
        {Method::post, none, R"({"ssoConnectorIds":["one"]})", 422, missing},
        {Method::put, none, R"({"ssoConnectorIds":["one"]})", 422, missing},
        {Method::put, path, R"({"ssoConnectorIds":["none"]})", 422, missing},
        {Method::delete_, path + "/one", "", 404, "entity.not_found"},
    };
    for (const auto& one : cases) {
      CAPTURE(one.path);
      CAPTURE(one.body);
      const auto response = administrator.send(one.method, one.path, one.body);
      CHECK(response.status == one.status);
      CHECK(to_answer(response).text("code") == one.code);
    }
    CHECK(listed(administrator).empty());
  });
}

}  // namespace daemun::flows
