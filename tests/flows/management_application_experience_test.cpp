// The look of one application's pages: set over the Management API, seen by its users.
#include <doctest/doctest.h>

#include "flows/harness/administrator.h"
#include "flows/harness/shop.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string path = "/applications/web/sign-in-experience";

}  // namespace

TEST_CASE("an application's sign-in experience is made once and then changed") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.insert(an_application("web"));
    const auto missing = administrator.send(Method::get, path);
    CHECK(missing.status == 404);
    CHECK(to_answer(missing).text("code") == "entity.not_exists_with_id");
    const auto made = administrator.expect(
        201,
        Method::put,
        path,
        R"({"color":{"primaryColor":"#abc","odd":1},"branding":{"logoUrl":"https://a.example/l"},)"
        R"("termsOfUseUrl":"https://a.example/terms","privacyPolicyUrl":null,"displayName":"A"})"
    );
    CHECK(
        json::serialize(made) ==
        R"({"tenantId":"default","applicationId":"web","color":{"primaryColor":"#abc"},)"
        R"("branding":{"logoUrl":"https://a.example/l"},"customCss":null,)"
        R"("termsOfUseUrl":"https://a.example/terms","privacyPolicyUrl":null,"displayName":"A"})"
    );
    const auto changed = administrator.expect(
        200, Method::put, path, R"({"termsOfUseUrl":"","privacyPolicyUrl":null,"customCss":"a{}"})"
    );
    CHECK(changed.at("color") == made.at("color"));
    CHECK(changed.at("displayName") == "A");
    CHECK(changed.at("customCss") == "a{}");
    CHECK(changed.at("termsOfUseUrl") == "");
    CHECK(administrator.get(path) == json::value(changed));

    const struct {
      std::string path;
      const char* body;
      int status;
      const char* code;
    } cases[] = {
        {path, R"({"privacyPolicyUrl":null})", 400, "guard.invalid_input"},
        {path,
         R"({"termsOfUseUrl":"javascript:1","privacyPolicyUrl":null})",
         400,
         "guard.invalid_input"},
        {path,
         R"({"termsOfUseUrl":null,"privacyPolicyUrl":null,"color":{"primaryColor":"red"}})",
         400,
         "guard.invalid_input"},
        {path,
         R"({"termsOfUseUrl":null,"privacyPolicyUrl":null,"branding":{"logoUrl":"data:x"}})",
         400,
         "guard.invalid_input"},
        {"/applications/none/sign-in-experience",
         R"({"termsOfUseUrl":null,"privacyPolicyUrl":null})",
         404,
         "entity.not_exists_with_id"},
    };
    for (const auto& one : cases) {
      CAPTURE(one.body);
      const auto response = administrator.send(Method::put, one.path, one.body);
      CHECK(response.status == one.status);
      CHECK(to_answer(response).text("code") == one.code);
    }
  });
}

TEST_CASE("the settings of the sign-in pages show what the application overrides, to it alone") {
  for_each_engine([](Server& server) {
    add_shop(server);
    Administrator administrator(server);
    administrator.expect(
        201,
        Method::put,
        path,
        R"({"color":{"primaryColor":"#abcdef"},"branding":{"favicon":"https://a.example/f"},)"
        R"("customCss":"a{}","termsOfUseUrl":"https://a.example/terms","privacyPolicyUrl":null,)"
        R"("displayName":"The shop"})"
    );
    const auto settings = [&](const std::string& query) {
      Browser browser(server);
      return to_answer(browser.get("/api/.well-known/sign-in-exp" + query)).body;
    };
    const auto tenant = settings("");
    const auto web = settings("?appId=web");
    CHECK(web.at("color").at("primaryColor") == "#abcdef");
    CHECK(web.at("color").at("darkPrimaryColor") == tenant.at("color").at("darkPrimaryColor"));
    CHECK(web.at("branding").at("favicon") == "https://a.example/f");
    CHECK(web.at("customCss") == "a{}");
    CHECK(web.at("termsOfUseUrl") == "https://a.example/terms");
    CHECK(web.at("privacyPolicyUrl").is_null());
    CHECK(web.at("displayName") == "The shop");
    CHECK(web.at("signInMode") == tenant.at("signInMode"));
    CHECK_FALSE(tenant.contains("displayName"));
    CHECK(settings("?appId=spa") == tenant);
    CHECK(settings("?appId=none") == tenant);
  });
}

TEST_CASE("the consent page of a third-party application shows its display name and terms") {
  for_each_engine([](Server& server) {
    add_shop(server);
    Administrator administrator(server);
    auto partner = an_application("partner");
    partner.is_third_party = true;
    partner.user_consent_scopes = {"profile"};
    server.insert(partner);
    administrator.expect(
        201,
        Method::put,
        "/applications/partner/sign-in-experience",
        R"({"branding":{"logoUrl":"https://p.example/logo"},"displayName":"Partner Inc.",)"
        R"("termsOfUseUrl":"https://p.example/terms","privacyPolicyUrl":null})"
    );
    Browser browser(server);
    Client(server, "partner").sign_in(browser, "alice", {{"scope", "openid profile"}});
    const auto asked = to_answer(browser.get("/api/interaction/consent")).body;
    REQUIRE(asked.contains("application"));
    CHECK(
        json::serialize(asked.at("application")) ==
        R"({"id":"partner","name":"partner","branding":{"logoUrl":"https://p.example/logo"},)"
        R"("displayName":"Partner Inc.","termsOfUseUrl":"https://p.example/terms",)"
        R"("privacyPolicyUrl":null})"
    );
  });
}

}  // namespace daemun::flows
