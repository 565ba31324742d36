// Application-level access control: set over the Management API, felt by users.
#include <doctest/doctest.h>

#include "flows/harness/administrator.h"
#include "flows/harness/shop.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string rules_path = "/applications/web/access-control";
const std::string nobody =
    R"({"userIds":[],"userRoleIds":[],"organizationIds":[],"organizationRoleRules":[]})";

// One member of an empty set of rules, filled.
std::string rules_with(std::string_view name, std::string_view items) {
  auto rules = nobody;
  const auto at = rules.find("\"" + std::string(name) + "\":[") + name.size() + 4;
  return rules.insert(at, items);
}

void turn_on(Administrator& administrator, const std::string& application = "web") {
  administrator.expect(
      200, Method::patch, "/applications/" + application, R"({"appLevelAccessControlEnabled":true})"
  );
}

// "" when a code is issued, else the error.
std::string error_at_sign_in(Server& server, const std::string& client = "web") {
  Browser browser(server);
  const auto callback = to_callback(Client(server, client).sign_in(browser, "alice"));
  return callback.at("code").empty() ? callback.at("error") : "";
}

}  // namespace

TEST_CASE("access rules are replaced as a whole, and refused when they cannot be") {
  for_each_engine([](Server& server) {
    add_shop(server);
    Administrator administrator(server);
    CHECK(json::serialize(administrator.get(rules_path)) == nobody);
    const std::string all =
        R"({"userIds":["alice"],"userRoleIds":["shopper"],"organizationIds":["acme"],)"
        R"("organizationRoleRules":[{"organizationId":"acme","organizationRoleIds":["member"]}]})";
    CHECK(json::serialize(administrator.expect(200, Method::put, rules_path, all)) == all);
    CHECK(json::serialize(administrator.get(rules_path)) == all);

    std::string many = "\"u0\"";
    for (int i = 1; i <= 1000; ++i)
      many += ",\"u" + std::to_string(i) + "\"";
    const struct {
      Method method;
      std::string path;
      std::string body;
      int status;
      const char* code;
    } cases[] = {
        {Method::put,
         rules_path,
         rules_with("userIds", "\"none\""),
         422,
         "entity.relation_foreign_key_not_found"},
        {Method::put,
         rules_path,
         rules_with("userRoleIds", "\"administration\""),
         422,
         "entity.relation_foreign_key_not_found"},
        {Method::put,
         rules_path,
         rules_with(
             "organizationRoleRules", R"({"organizationId":"acme","organizationRoleIds":[]})"
         ),
         400,
         "guard.invalid_input"},
        {Method::put, rules_path, rules_with("userIds", many), 400, "guard.invalid_input"},
        {Method::put, rules_path, "{}", 400, "guard.invalid_input"},
        {Method::put,
         "/applications/none/access-control",
         nobody,
         404,
         "entity.not_exists_with_id"},
        {Method::get, "/applications/none/access-control", "", 404, "entity.not_exists_with_id"},
    };
    for (const auto& one : cases) {
      CAPTURE(one.body.substr(0, 100));
      const auto response = administrator.send(one.method, one.path, one.body);
      CHECK(response.status == one.status);
      CHECK(to_answer(response).text("code") == one.code);
    }
    CHECK(json::serialize(administrator.get(rules_path)) == all);
    CHECK(json::serialize(administrator.expect(200, Method::put, rules_path, nobody)) == nobody);
  });
}

TEST_CASE("an application with access control lets in whom a rule names, and nobody else") {
  for_each_engine([](Server& server) {
    add_shop(server);
    Administrator administrator(server);
    server.insert(a_user("bob"));
    server.insert(an_organization("other"));
    server.insert_role("clerk", RoleType::user, {});
    server.insert_organization_role("guest", RoleType::user, {}, {});
    CHECK(error_at_sign_in(server).empty());
    turn_on(administrator);
    CHECK(error_at_sign_in(server) == "access_denied");

    const auto member_of = [](const char* organization, const char* role) {
      return R"({"organizationId":")" + std::string(organization) +
             R"(","organizationRoleIds":[")" + role + "\"]}";
    };
    const struct {
      const char* name;
      std::string item;
      const char* error;
    } cases[] = {
        {"userIds", "\"bob\"", "access_denied"},
        {"userIds", "\"alice\"", ""},
        {"userRoleIds", "\"clerk\"", "access_denied"},
        {"userRoleIds", "\"shopper\"", ""},
        {"organizationIds", "\"other\"", "access_denied"},
        {"organizationIds", "\"acme\"", ""},
        {"organizationRoleRules", member_of("acme", "guest"), "access_denied"},
        {"organizationRoleRules", member_of("other", "member"), "access_denied"},
        {"organizationRoleRules", member_of("acme", "member"), ""},
    };
    for (const auto& one : cases) {
      CAPTURE(one.item);
      administrator.expect(200, Method::put, rules_path, rules_with(one.name, one.item));
      CHECK(error_at_sign_in(server) == one.error);
    }
    administrator.expect(200, Method::put, rules_path, nobody);
    CHECK(error_at_sign_in(server, "spa").empty());
    administrator.expect(
        200, Method::patch, "/applications/web", R"({"appLevelAccessControlEnabled":false})"
    );
    CHECK(error_at_sign_in(server).empty());
  });
}

TEST_CASE("a user who is no longer let in gets neither a code silently nor a refreshed token") {
  for_each_engine([](Server& server) {
    add_shop(server);
    Administrator administrator(server);
    turn_on(administrator);
    administrator.expect(200, Method::put, rules_path, rules_with("userIds", "\"alice\""));
    const Client web(server, "web");
    Browser browser(server);
    const auto tokens = web.redeem(to_callback(web.sign_in(browser, "alice")));
    REQUIRE(tokens.has("refresh_token"));
    CHECK(web.refresh(tokens.text("refresh_token")).status() == 200);

    administrator.expect(200, Method::put, rules_path, nobody);
    const Fields silently{{"scope", "openid"}, {"prompt", "none"}};
    const auto callback = to_callback(web.authorize(browser, silently));
    CHECK(callback.at("error") == "access_denied");
    const auto refused = web.refresh(tokens.text("refresh_token"));
    CHECK(refused.status() == 400);
    CHECK(refused.text("error") == "access_denied");

    // The refusal has consumed nothing.
    administrator.expect(200, Method::put, rules_path, rules_with("userIds", "\"alice\""));
    CHECK(web.refresh(tokens.text("refresh_token")).status() == 200);
  });
}

TEST_CASE("a code of a user who is no longer let in is not redeemed") {
  for_each_engine([](Server& server) {
    add_shop(server);
    Administrator administrator(server);
    const Client web(server, "web");
    Browser browser(server);
    const auto callback = to_callback(web.sign_in(browser, "alice"));
    turn_on(administrator);
    const auto refused = web.redeem(callback);
    CHECK(refused.status() == 400);
    CHECK(refused.text("error") == "access_denied");
  });
}

TEST_CASE("a third-party application with access control does not ask whom it does not let in") {
  for_each_engine([](Server& server) {
    add_shop(server);
    Administrator administrator(server);
    auto partner = an_application("partner");
    partner.is_third_party = true;
    partner.user_consent_scopes = {"profile"};
    server.insert(partner);
    Browser browser(server);
    const Fields request{{"scope", "openid profile"}};
    const Client client(server, "partner");
    CHECK(
        header(client.sign_in(browser, "alice", request), "location").find("/consent") !=
        std::string::npos
    );
    turn_on(administrator, "partner");
    Browser other(server);
    CHECK(to_callback(client.sign_in(other, "alice", request)).at("error") == "access_denied");
  });
}

TEST_CASE("access rules that shut a user out end what the user's tokens say at once") {
  for_each_engine([](Server& server) {
    add_shop(server);
    Administrator administrator(server);
    const Client web(server, "web");
    const auto token = web.tokens_of("alice").text("access_token");
    const auto introspect = [&] {
      return web.post("/oidc/token/introspection", {{"token", token}}).body.at("active").as_bool();
    };
    CHECK(get_userinfo(server, token).status() == 200);
    CHECK(introspect());
    turn_on(administrator);
    CHECK(get_userinfo(server, token).status() == 401);
    CHECK_FALSE(introspect());
    administrator.expect(200, Method::put, rules_path, rules_with("userIds", "\"alice\""));
    CHECK(get_userinfo(server, token).status() == 200);
    CHECK(introspect());
  });
}

TEST_CASE("access control costs a sign-in nothing where it is off, and one query where it is on") {
  for_each_engine([](Server& server) {
    add_shop(server);
    Administrator administrator(server);
    const Client web(server, "web");
    const auto tokens = web.tokens_of("alice");
    const auto reads_of_refresh = [&] {
      web.refresh(tokens.text("refresh_token"));  // settings are read once
      const auto before = server.database->counters().reads;
      CHECK(web.refresh(tokens.text("refresh_token")).status() == 200);
      return server.database->counters().reads - before;
    };
    const auto off = reads_of_refresh();
    administrator.expect(200, Method::put, rules_path, rules_with("userIds", "\"alice\""));
    turn_on(administrator);
    CHECK(reads_of_refresh() == off + 1);
  });
}

}  // namespace daemun::flows
