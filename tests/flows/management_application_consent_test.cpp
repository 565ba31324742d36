// The permissions that a third-party application may request, set over the Management API.
#include <doctest/doctest.h>

#include "flows/harness/administrator.h"
#include "flows/harness/shop.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string path = "/applications/partner/user-consent-scopes";

void add_partner(Server& server) {
  auto partner = an_application("partner");
  partner.is_third_party = true;
  server.insert(partner);
}

}  // namespace

TEST_CASE("consent scopes of every kind are enabled, listed with their names, and disabled") {
  for_each_engine([](Server& server) {
    add_shop(server);
    add_partner(server);
    Administrator administrator(server);
    CHECK(
        json::serialize(administrator.get(path)) ==
        R"({"organizationScopes":[],"resourceScopes":[],"organizationResourceScopes":[],)"
        R"("userScopes":[]})"
    );
    const std::string api = "urn:store";
    server.insert(a_resource(api, {"read", "write"}));
    const auto read = scope_id(api, "read").value();
    const auto write = scope_id(api, "write").value();
    const std::string body = R"({"organizationScopes":["read:data"],"resourceScopes":[")" + read +
                             R"(","urn:store#write"],)"
                             R"("organizationResourceScopes":[")" +
                             write +
                             R"("],"userScopes":["profile","urn:logto:scope:organizations"]})";
    CHECK(administrator.send(Method::post, path, body).status == 201);
    CHECK(administrator.send(Method::post, path, body).status == 201);
    const auto resource = [&](const std::string& scopes) {
      return R"([{"resource":{"id":")" + api + R"(","name":")" + api + R"(","indicator":")" + api +
             R"("},"scopes":[)" + scopes + "]}]";
    };
    const auto scope = [](const std::string& id, const char* name) {
      return R"({"id":")" + id + R"(","name":")" + name + R"(","description":null})";
    };
    CHECK(
        json::serialize(administrator.get(path)) ==
        R"({"organizationScopes":[{"id":"read:data","name":"read:data","description":null}],)"
        R"("resourceScopes":)" +
            resource(scope(read, "read") + "," + scope(write, "write")) +
            R"(,"organizationResourceScopes":)" + resource(scope(write, "write")) +
            R"(,"userScopes":["profile","urn:logto:scope:organizations"]})"
    );
    const auto before = server.database->counters().reads;
    administrator.get(path);
    CHECK(server.database->counters().reads - before <= 5);

    for (const std::string one :
         {"/organization-scopes/read:data",
          "/resource-scopes/urn:store%23read",
          "/organization-resource-scopes/urn:store%23write",
          "/user-scopes/urn:logto:scope:organizations"}) {
      CAPTURE(one);
      CHECK(administrator.send(Method::delete_, path + one).status == 204);
      const auto again = administrator.send(Method::delete_, path + one);
      CHECK(again.status == 404);
      CHECK(to_answer(again).text("code") == "entity.not_found");
    }
    CHECK(
        json::serialize(administrator.get(path)) ==
        R"({"organizationScopes":[],"resourceScopes":)" + resource(scope(write, "write")) +
            R"(,"organizationResourceScopes":[],"userScopes":["profile"]})"
    );
  });
}

TEST_CASE("an enabled consent scope can be asked for at once") {
  for_each_engine([](Server& server) {
    add_shop(server);
    add_partner(server);
    Administrator administrator(server);
    const Client partner(server, "partner");
    const Fields request{{"scope", "openid profile"}};
    Browser browser(server);
    CHECK(to_callback(partner.authorize(browser, request)).at("error") == "invalid_scope");
    administrator.send(Method::post, path, R"({"userScopes":["profile"]})");
    CHECK(
        header(partner.sign_in(browser, "alice", request), "location").find("/consent") !=
        std::string::npos
    );
  });
}

TEST_CASE("consent scopes that cannot be are refused with Logto's codes") {
  for_each_engine([](Server& server) {
    add_shop(server);
    add_partner(server);
    Administrator administrator(server);
    const auto all = scope_id(management_api, "all").value();
    const std::string first_party = "/applications/web/user-consent-scopes";
    const std::string none = "/applications/none/user-consent-scopes";
    const char* const only = "application.third_party_application_only";
    const char* const unknown = "application.user_consent_scopes_not_found";
    const struct {
      Method method;
      std::string path;
      std::string body;
      int status;
      const char* code;
    } cases[] = {
        {Method::post, path, R"({"userScopes":["openid"]})", 400, "guard.invalid_input"},
        {Method::post, path, R"({"organizationScopes":["none"]})", 422, unknown},
        {Method::post, path, R"({"resourceScopes":["none"]})", 422, unknown},
        {Method::post, path, R"({"organizationResourceScopes":["none"]})", 422, unknown},
        {Method::post,
         path,
         R"({"resourceScopes":[")" + all + "\"]}",
         422,
         "application.consent_management_api_scopes_not_allowed"},
        {Method::post, first_party, R"({"userScopes":["profile"]})", 422, only},
        {Method::get, first_party, "", 422, only},
        {Method::delete_, first_party + "/user-scopes/profile", "", 422, only},
        {Method::delete_, path + "/odd-scopes/profile", "", 400, "guard.invalid_input"},
        {Method::get, none, "", 404, "entity.not_exists_with_id"},
        {Method::post, none, "{}", 404, "entity.not_exists_with_id"},
        {Method::delete_, none + "/user-scopes/profile", "", 404, "entity.not_exists_with_id"},
    };
    for (const auto& one : cases) {
      CAPTURE(one.path);
      CAPTURE(one.body);
      const auto response = administrator.send(one.method, one.path, one.body);
      CHECK(response.status == one.status);
      CHECK(to_answer(response).text("code") == one.code);
    }
    CHECK(run_task(server.applications.find(ApplicationId("partner")))->user_consent_scopes.empty()
    );
  });
}

}  // namespace daemun::flows
