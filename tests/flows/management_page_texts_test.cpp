// Custom phrases and the account centre's settings over the Management API, and where they show.
#include <doctest/doctest.h>

#include <utility>

#include "flows/harness/administrator.h"
#include "flows/harness/browser.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string path = "/custom-phrases";

http::Response get_phrases(Server& server, const std::string& query, const char* liked = "en") {
  auto request = a_request(Method::get, "/api/.well-known/phrases" + query);
  request.headers.push_back({"accept-language", liked});
  return server.send(std::move(request));
}

}  // namespace

TEST_CASE("texts in a language are created, shown, replaced and deleted") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    CHECK(administrator.get(path).as_array().empty());
    const auto made = administrator.expect(
        201,
        Method::put,
        path + "/nl",
        R"({"signIn":{"button":"Inloggen","headline":""},"empty":{"a":{}}})"
    );
    const auto id = std::string(made.at("id").as_string());
    CHECK(
        json::serialize(made) ==
        R"({"tenantId":"default","id":")" + id +
            R"(","languageTag":"nl","translation":{"signIn":{"button":"Inloggen"}}})"
    );
    CHECK(administrator.get(path + "/nl").as_object() == made);
    const auto replaced = administrator.expect(201, Method::put, path + "/nl", R"({})");
    CHECK(replaced.at("id") == made.at("id"));
    CHECK(replaced.at("translation").as_object().empty());
    CHECK(administrator.get(path).as_array().size() == 1);
    CHECK(administrator.send(Method::delete_, path + "/nl").status == 204);
    CHECK(administrator.send(Method::delete_, path + "/nl").status == 404);
    CHECK(administrator.send(Method::get, path + "/nl").status == 404);
  });
}

TEST_CASE("texts that cannot be shown are refused, and the default language stays") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const std::pair<const char*, const char*> bodies[] = {
        {R"({"signIn":"text"})", "localization.invalid_translation_structure"},
        {R"({"signIn":{"button":1}})", "localization.invalid_translation_structure"},
        {R"({"signIn":{"button":["a"]}})", "localization.invalid_translation_structure"},
        {R"({"a":{"a":{"a":{"a":{"a":{"a":{"a":"deep"}}}}}}})",
         "localization.invalid_translation_structure"},
        {R"([])", "guard.invalid_input"},
    };
    for (const auto& [body, code] : bodies) {
      const std::string shown = body;
      CAPTURE(shown);
      CHECK(to_answer(administrator.send(Method::put, path + "/nl", body)).text("code") == code);
    }
    for (const auto method : {Method::get, Method::put, Method::delete_}) {
      CHECK(administrator.send(method, path + "/klingon", "{}").status == 400);
    }
    CHECK(administrator.get(path).as_array().empty());

    administrator.expect(201, Method::put, path + "/nl", R"({"signIn":{"button":"Inloggen"}})");
    administrator.expect(
        200,
        Method::patch,
        "/sign-in-exp",
        R"({"languageInfo":{"autoDetect":false,"fallbackLanguage":"nl"}})"
    );
    const auto refused = administrator.send(Method::delete_, path + "/nl");
    CHECK(refused.status == 409);
    CHECK(to_answer(refused).text("code") == "localization.cannot_delete_default_language");
    CHECK(*get_phrases(server, "", "ko").find("content-language") == "nl");
  });
}

TEST_CASE("texts of a tenant's own are public at once, in languages that the server does not bring"
) {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    CHECK(*get_phrases(server, "?lng=nl").find("content-language") == "en");
    administrator.expect(201, Method::put, path + "/nl-BE", R"({"signIn":{"button":"Aanmelden"}})");
    const auto asked = get_phrases(server, "?lng=nl");
    CHECK(*asked.find("content-language") == "nl-BE");
    CHECK(
        json::parse(asked.body).at("translation").at("signIn").at("button").as_string() ==
        "Aanmelden"
    );
    CHECK(*get_phrases(server, "", "nl-NL,en;q=0.5").find("content-language") == "nl-BE");
    CHECK(*get_phrases(server, "", "fi,ko").find("content-language") == "ko");

    administrator.expect(201, Method::put, path + "/ko", R"({"mine":{"greeting":"안녕"}})");
    const auto korean = json::parse(get_phrases(server, "?lng=ko").body);
    CHECK(korean.at("translation").at("mine").at("greeting").as_string() == "안녕");
  });
}

TEST_CASE("the account center is off until it is changed, and its settings are public") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const std::string center = "/account-center";
    const std::string defaults =
        R"({"tenantId":"default","id":"default","enabled":false,"fields":{},)"
        R"("webauthnRelatedOrigins":[],"deleteAccountUrl":null,"customCss":null,)"
        R"("profileFields":null})";
    CHECK(administrator.send(Method::get, center).body == defaults);
    Browser browser(server);
    CHECK(browser.get("/api/.well-known/account-center").body == defaults);
    CHECK(browser.get("/.well-known/webauthn").body == R"({"origins":[]})");

    administrator.expect(
        200,
        Method::patch,
        center,
        R"({"enabled":true,"odd":1,"fields":{"name":"Edit","email":"ReadOnly","shoeSize":"Edit"}})"
    );
    const auto changed = administrator.expect(
        200,
        Method::patch,
        center,
        R"({"deleteAccountUrl":"https://a.example/bye","customCss":"a{}",)"
        R"("webauthnRelatedOrigins":["https://a.example"]})"
    );
    CHECK(
        json::serialize(changed) ==
        R"({"tenantId":"default","id":"default","enabled":true,)"
        R"("fields":{"name":"Edit","email":"ReadOnly"},)"
        R"("webauthnRelatedOrigins":["https://a.example"],)"
        R"("deleteAccountUrl":"https://a.example/bye","customCss":"a{}","profileFields":null})"
    );
    CHECK(browser.get("/api/.well-known/account-center").body == json::serialize(changed));
    const auto related = browser.get("/.well-known/webauthn");
    CHECK(related.status == 200);
    CHECK(*related.find("content-type") == "application/json; charset=utf-8");
    CHECK(related.body == R"({"origins":["https://a.example"]})");
    const auto replaced =
        administrator.expect(200, Method::patch, center, R"({"fields":{"avatar":"Off"}})");
    CHECK(json::serialize(replaced.at("fields")) == R"({"avatar":"Off"})");
  });
}

TEST_CASE("settings of the account center that cannot be are refused") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const std::pair<const char*, const char*> bodies[] = {
        {R"({"enabled":"yes"})", "guard.invalid_input"},
        {R"({"fields":{"name":"Write"}})", "guard.invalid_input"},
        {R"({"deleteAccountUrl":"javascript:alert"})", "guard.invalid_input"},
        {R"({"webauthnRelatedOrigins":["https://a.example/path"]})", "guard.invalid_input"},
        {R"({"webauthnRelatedOrigins":["a.example"]})", "guard.invalid_input"},
        {R"({"profileFields":[{"name":"none"}]})",
         "custom_profile_fields.entity_not_exists_with_names"},
    };
    for (const auto& [body, code] : bodies) {
      const std::string shown = body;
      CAPTURE(shown);
      const auto response = administrator.send(Method::patch, "/account-center", body);
      CHECK(response.status == 400);
      CHECK(to_answer(response).text("code") == code);
    }
    CHECK_FALSE(administrator.get("/account-center").at("enabled").as_bool());
  });
}

}  // namespace daemun::flows
