// Organizations of an application, and those that users open to it, over the Management API.
#include <doctest/doctest.h>

#include "flows/harness/administrator.h"
#include "flows/harness/shop.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string path = "/applications/partner/users/alice/consent-organizations";

// A third-party application that may use what alice holds in her organizations.
void add_partner(Server& server) {
  add_shop(server);
  server.insert(an_organization("other"));
  server.add_member("other", "alice", "");
  server.insert(an_organization("foreign"));
  auto partner = an_application("partner");
  partner.is_third_party = true;
  partner.user_consent_scopes = {"urn:logto:scope:organizations"};
  server.insert(partner);
}

}  // namespace

TEST_CASE("the organizations of an application are listed with its roles in each") {
  for_each_engine([](Server& server) {
    add_shop(server);
    Administrator administrator(server);
    server.insert(an_application("robot", ApplicationType::machine_to_machine));
    CHECK(administrator.get("/applications/robot/organizations").as_array().empty());
    server.insert_organization_role("worker", RoleType::machine_to_machine, {}, {});
    const OrganizationId acme("acme");
    const ApplicationId robot("robot");
    server.commit(server.access.add_application(acme, robot));
    server.commit(server.access.add_application_role(acme, robot, OrganizationRoleId("worker")));
    const auto listed =
        administrator.send(Method::get, "/applications/robot/organizations?page=1&page_size=1");
    CHECK(*listed.find("total-number") == "1");
    CHECK(
        listed.body ==
        R"([{"tenantId":"default","id":"acme","name":"acme","description":null,"customData":{},)"
        R"("isMfaRequired":false,"isTrustedDeviceAllowed":true,"color":{},"branding":{},)"
        R"("customCss":null,"createdAt":)" +
            std::to_string(to_unix_ms(server.clock.now())) +
            R"(,"organizationRoles":[{"id":"worker","name":"worker"}]}])"
    );
    CHECK(administrator.send(Method::get, "/applications/none/organizations").status == 404);
  });
}

TEST_CASE("an administrator opens a user's organizations to a third-party application") {
  for_each_engine([](Server& server) {
    add_partner(server);
    Administrator administrator(server);
    const auto open = [&] {
      std::string ids;
      const auto body = administrator.get(path);
      for (const auto& one : body.at("organizations").as_array())
        ids += std::string(*find_string(one.as_object(), "id")) + " ";
      return ids;
    };
    CHECK(open().empty());
    CHECK(administrator.send(Method::post, path, R"({"organizationIds":["acme"]})").status == 201);
    CHECK(open() == "acme ");
    CHECK(*administrator.send(Method::get, path).find("total-number") == "1");
    CHECK(administrator.send(Method::put, path, R"({"organizationIds":["other"]})").status == 204);
    CHECK(open() == "other ");
    CHECK(administrator.send(Method::delete_, path + "/other").status == 204);
    CHECK(open().empty());
  });
}

TEST_CASE("an organization that an administrator closes gives the application no more tokens") {
  for_each_engine([](Server& server) {
    add_partner(server);
    Administrator administrator(server);
    const Client partner(server, "partner");
    Browser browser(server);
    partner.sign_in(
        browser,
        "alice",
        {{"scope", "openid offline_access urn:logto:scope:organizations"}, {"prompt", "consent"}}
    );
    const auto granted =
        to_answer(browser.send_json(Method::post, "/api/interaction/consent", json::object{}));
    const auto tokens = partner.redeem(to_callback(browser.get(granted.text("redirectTo"))));
    REQUIRE(tokens.has("refresh_token"));
    auto refresh_token = tokens.text("refresh_token");
    const auto status_in_acme = [&] {
      const auto answer = partner.refresh(refresh_token, {{"organization_id", "acme"}});
      if (answer.has("refresh_token")) refresh_token = answer.text("refresh_token");
      return answer.status();
    };
    CHECK(status_in_acme() == 403);
    administrator.send(Method::post, path, R"({"organizationIds":["acme"]})");
    CHECK(status_in_acme() == 200);
    administrator.send(Method::delete_, path + "/acme");
    CHECK(status_in_acme() == 403);
  });
}

TEST_CASE("consent for organizations that cannot be is refused with Logto's codes") {
  for_each_engine([](Server& server) {
    add_partner(server);
    Administrator administrator(server);
    const auto users_of = [](const char* application, const char* user) {
      return "/applications/" + std::string(application) + "/users/" + user +
             "/consent-organizations";
    };
    const char* const body = R"({"organizationIds":["acme"]})";
    const struct {
      Method method;
      std::string path;
      const char* body;
      int status;
      const char* code;
    } cases[] = {
        {Method::post,
         path,
         R"({"organizationIds":["foreign"]})",
         422,
         "organization.require_membership"},
        {Method::put,
         path,
         R"({"organizationIds":["acme","none"]})",
         422,
         "organization.require_membership"},
        {Method::post, path, "{}", 400, "guard.invalid_input"},
        {Method::post,
         users_of("web", "alice"),
         body,
         422,
         "application.third_party_application_only"},
        {Method::post, users_of("none", "alice"), body, 404, "entity.not_exists_with_id"},
        {Method::put, users_of("partner", "none"), body, 404, "entity.not_found"},
        {Method::get, users_of("partner", "none"), "", 404, "entity.not_found"},
        {Method::delete_, path + "/acme", "", 404, "entity.not_found"},
    };
    for (const auto& one : cases) {
      CAPTURE(one.path);
      CAPTURE(one.body);
      const auto response = administrator.send(one.method, one.path, one.body);
      CHECK(response.status == one.status);
      CHECK(to_answer(response).text("code") == one.code);
    }
    CHECK(administrator.get(path).at("organizations").as_array().empty());
  });
}

}  // namespace daemun::flows
