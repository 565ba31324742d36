// Tokens of machines (client_credentials): their own roles, and their organizations.
#include <doctest/doctest.h>

#include "flows/harness/client.h"
#include "flows/harness/golden.h"
#include "flows/harness/shop.h"

namespace daemun::flows {

namespace {

void add_machine(Server& server) {
  add_shop(server);
  server.insert(an_application("robot", ApplicationType::machine_to_machine));
  server.insert_role(
      "stock", RoleType::machine_to_machine, {{shop_api, "shop:read"}, {shop_api, "shop:write"}}
  );
  server.commit(server.applications.assign_role(ApplicationId("robot"), RoleId("stock")));
  server.insert_organization_role(
      "carrier", RoleType::machine_to_machine, {"write:data"}, {{shop_api, "shop:refund"}}
  );
  storage::Plan plan;
  plan.add(server.access.add_application(OrganizationId("acme"), ApplicationId("robot")));
  plan.add(server.access.add_application_role(
      OrganizationId("acme"), ApplicationId("robot"), OrganizationRoleId("carrier")
  ));
  server.commit(std::move(plan));
}

Answer token(Server& server, Fields fields) {
  fields.insert(fields.begin(), {"grant_type", "client_credentials"});
  return Client(server, "robot").token(fields);
}

}  // namespace

TEST_CASE("a machine gets the scopes of its roles that it asks for") {
  for_each_engine([](Server& server) {
    add_machine(server);
    const auto answer =
        token(server, {{"resource", shop_api}, {"scope", "shop:read shop:refund other"}});
    REQUIRE(answer.status() == 200);
    CHECK(answer.members() == "access_token expires_in token_type scope");
    CHECK(answer.text("scope") == "shop:read");
    const auto claims = to_golden(claims_of(answer.text("access_token")), {"jti"});
    CHECK(claims == load_golden("access_token_of_a_machine.json", claims));
  });
}

TEST_CASE("a machine that asks for no scope gets a token without the member") {
  for_each_engine([](Server& server) {
    add_machine(server);
    for (const auto& fields :
         {Fields{{"resource", shop_api}}, Fields{{"resource", shop_api}, {"scope", "other"}}}) {
      const auto answer = token(server, fields);
      CHECK(answer.members() == "access_token expires_in token_type");
      CHECK_FALSE(claims_of(answer.text("access_token")).contains("scope"));
    }
  });
}

TEST_CASE("a machine needs a resource or an organization, and takes the default resource") {
  for_each_engine([](Server& server) {
    add_machine(server);
    const auto none = token(server, {});
    CHECK(none.status() == 400);
    CHECK(none.text("error") == "invalid_target");
    CHECK(
        none.text("error_description") == "both `resource` and `organization_id` are not provided"
    );
    CHECK(token(server, {{"resource", "https://none.example"}}).text("error") == "invalid_target");
    CHECK(
        token(server, {{"resource", shop_api}, {"resource", "https://b.example"}}).text("error") ==
        "invalid_target"
    );
    auto standard = a_resource("https://default.example", {});
    standard.is_default = true;
    server.insert(standard);
    const auto answer = token(server, {});
    CHECK(find_string(claims_of(answer.text("access_token")), "aud") == "https://default.example");
  });
}

TEST_CASE("a machine in an organization gets the organization's token") {
  for_each_engine([](Server& server) {
    add_machine(server);
    const auto answer =
        token(server, {{"organization_id", "acme"}, {"scope", "read:data write:data"}});
    REQUIRE(answer.status() == 200);
    CHECK(answer.text("scope") == "write:data");
    const auto claims = claims_of(answer.text("access_token"));
    CHECK(find_string(claims, "aud") == "urn:logto:organization:acme");
    CHECK(find_string(claims, "sub") == "robot");
    const auto silent = token(server, {{"organization_id", "acme"}});
    CHECK(silent.has("scope"));
    CHECK(silent.text("scope").empty());
    CHECK(find_string(claims_of(silent.text("access_token")), "scope") == "");
  });
}

TEST_CASE("a machine's API token counts its own roles or, in an organization, those it has there") {
  for_each_engine([](Server& server) {
    add_machine(server);
    const Fields everything{{"resource", shop_api}, {"scope", "shop:read shop:write shop:refund"}};
    CHECK(token(server, everything).text("scope") == "shop:read shop:write");
    auto inside = everything;
    inside.emplace_back("organization_id", "acme");
    const auto answer = token(server, inside);
    CHECK(answer.text("scope") == "shop:refund");
    CHECK(find_string(claims_of(answer.text("access_token")), "organization_id") == "acme");
  });
}

TEST_CASE("a machine is refused an organization that it does not belong to") {
  for_each_engine([](Server& server) {
    add_machine(server);
    server.insert(an_organization("globex"));
    for (const char* organization : {"globex", "none"}) {
      const auto answer = token(server, {{"organization_id", organization}});
      CHECK(answer.status() == 403);
      CHECK(answer.text("error") == "access_denied");
      CHECK(answer.text("error_description") == "app has not associated with the organization");
    }
  });
}

TEST_CASE("a machine may use no other grant, and other applications not this one") {
  for_each_engine([](Server& server) {
    add_machine(server);
    const auto code =
        Client(server, "robot").token({{"grant_type", "authorization_code"}, {"code", "x"}});
    CHECK(code.status() == 400);
    CHECK(code.text("error") == "invalid_request");
    CHECK(code.text("error_description") == "requested grant type is not allowed for this client");
    const auto web =
        Client(server, "web").token({{"grant_type", "client_credentials"}, {"resource", shop_api}});
    CHECK(web.text("error_description") == "requested grant type is not allowed for this client");
  });
}

}  // namespace daemun::flows
