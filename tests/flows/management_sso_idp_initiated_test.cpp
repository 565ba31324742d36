// Where sign-ins go that a SAML provider starts, through the Management API.
#include <doctest/doctest.h>

#include "flows/harness/administrator.h"
#include "flows/harness/sso_connectors.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string path = "/sso-connectors/acme/idp-initiated-auth-config";

std::string refusal_of(const http::Response& response) {
  return std::to_string(response.status) + " " + to_answer(response).text("code");
}

// The applications web, spa, native and foreign, each with https://<id>.example/callback.
void add_targets(Server& server) {
  insert(server, a_sso_connector("acme", "SAML"));
  insert(server, a_sso_connector("oidc"));
  server.insert(an_application("web"));
  server.insert(an_application("spa", ApplicationType::spa));
  server.insert(an_application("native", ApplicationType::native));
  auto foreign = an_application("foreign");
  foreign.is_third_party = true;
  server.insert(foreign);
}

std::string by_server(const std::string& application, const std::string& more = "") {
  return R"({"autoSendAuthorizationRequest":true,"defaultApplicationId":")" + application + "\"" +
         more + "}";
}

std::string by_client(const std::string& application, const std::string& callback) {
  return R"({"autoSendAuthorizationRequest":false,"defaultApplicationId":")" + application +
         R"(","clientIdpInitiatedAuthCallbackUri":")" + callback + "\"}";
}

}  // namespace

TEST_CASE("the target of a provider's own sign-ins is set, shown, replaced and deleted") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_targets(server);
    CHECK(refusal_of(administrator.send(Method::get, path)) == "404 entity.not_found");
    const auto put = administrator.expect(
        200,
        Method::put,
        path,
        by_server(
            "web",
            R"(,"redirectUri":"https://web.example/callback",)"
            R"("authParameters":{"scope":"email","ui_locales":"ko"})"
        )
    );
    CHECK(
        json::serialize(put) ==
        R"({"tenantId":"default","connectorId":"acme","defaultApplicationId":"web",)"
        R"("redirectUri":"https://web.example/callback",)"
        R"("authParameters":{"scope":"email","ui_locales":"ko"},)"
        R"("autoSendAuthorizationRequest":true,"clientIdpInitiatedAuthCallbackUri":null,)"
        R"("createdAt":1800000000000})"
    );
    CHECK(administrator.get(path) == json::value(put));
    const auto replaced = administrator.expect(
        200, Method::put, path, by_client("spa", "https://spa.example/sso?from=idp")
    );
    CHECK(replaced.at("redirectUri").is_null());
    CHECK(replaced.at("authParameters").as_object().empty());
    CHECK(replaced.at("clientIdpInitiatedAuthCallbackUri") == "https://spa.example/sso?from=idp");
    CHECK(
        administrator.send(Method::put, path, by_server("web", R"(,"redirectUri":null)")).status ==
        200
    );
    CHECK(administrator.send(Method::delete_, path).status == 204);
    CHECK(refusal_of(administrator.send(Method::delete_, path)) == "404 entity.not_found");
  });
}

TEST_CASE("a provider's own sign-ins lead to registered targets only") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_targets(server);
    const auto put = [&](const std::string& body) {
      return refusal_of(administrator.send(Method::put, path, body));
    };
    const std::string prefix = "400 single_sign_on.idp_initiated_authentication_";
    const auto type = prefix + "invalid_application_type";
    const auto uri = prefix + "redirect_uri_not_registered";
    CHECK(put(by_server("none")) == "404 entity.not_exists_with_id");
    CHECK(put(by_server("spa")) == type);
    CHECK(put(by_server("native")) == type);
    CHECK(put(by_server("foreign")) == type);
    CHECK(put(by_client("native", "https://native.example/sso")) == type);
    CHECK(put(by_server("web", R"(,"redirectUri":"https://web.example/other")")) == uri);
    for (const char* bad :
         {"https://evil.example/sso",
          "http://web.example/sso",
          "https://web.example:8443/sso",
          "https://web.example@evil.example/sso",
          "https://a@web.example/sso",
          "https://web.example/sso#fragment",
          "javascript:alert(1)",
          "/sso",
          ""}) {
      CAPTURE(bad);
      CHECK(put(by_client("web", bad)) == uri);
    }
    CHECK(
        refusal_of(administrator.send(
            Method::put, "/sso-connectors/oidc/idp-initiated-auth-config", by_server("web")
        )) == prefix + "not_supported"
    );
    CHECK(
        refusal_of(administrator.send(
            Method::put, "/sso-connectors/none/idp-initiated-auth-config", by_server("web")
        )) == "404 entity.not_found"
    );
    CHECK(refusal_of(administrator.send(Method::get, path)) == "404 entity.not_found");
  });
}

TEST_CASE("the kind of target and its members have to agree") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_targets(server);
    for (const auto& body : {
             std::string(R"({"autoSendAuthorizationRequest":false,"defaultApplicationId":"web"})"),
             std::string(R"({"autoSendAuthorizationRequest":true,"defaultApplicationId":"web",)") +
                 R"("clientIdpInitiatedAuthCallbackUri":"https://web.example/sso"})",
             by_server("web", R"(,"authParameters":{"prompt":"none"})"),
             by_server("web", R"(,"authParameters":{"redirect_uri":"https://evil.example"})"),
             by_server("web", R"(,"authParameters":{"extra":1})"),
         }) {
      CAPTURE(body);
      CHECK(refusal_of(administrator.send(Method::put, path, body)) == "400 guard.invalid_input");
    }
  });
}

}  // namespace daemun::flows
