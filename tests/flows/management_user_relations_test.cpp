// The roles, organizations and social identities of a user over the Management API.
#include "storage/personal_access_token_store.h"

#include <doctest/doctest.h>

#include "flows/harness/administrator.h"
#include "flows/harness/shop.h"

namespace daemun::flows {
namespace {

using http::Method;

std::string string_at(const json::object& object, std::string_view name) {
  return std::string(find_string(object, name).value_or(""));
}

std::string role_names(const http::Response& response) {
  std::string names;
  const auto roles = json::parse(response.body);
  for (const auto& role : roles.as_array())
    names += string_at(role.as_object(), "name") + " ";
  return names;
}

}  // namespace

TEST_CASE("roles are given, listed, replaced and taken, and count at the next token") {
  for_each_engine([](Server& server) {
    add_shop(server);  // alice is a shopper
    server.insert_role("refunder", RoleType::user, {{shop_api, "shop:refund"}});
    server.insert_role("writer", RoleType::user, {{shop_api, "shop:write"}});
    Administrator administrator(server);
    const std::string path = "/users/alice/roles";
    const auto names = [&](const std::string& query = "") {
      return role_names(administrator.send(Method::get, path + query));
    };
    CHECK(
        json::serialize(administrator.expect(
            201, Method::post, path, R"({"roleIds":["refunder","shopper","refunder"]})"
        )) == R"({"roleIds":["refunder","shopper"],"addedRoleIds":["refunder"]})"
    );
    CHECK(names() == "refunder shopper ");
    CHECK(
        json::serialize(administrator.get(path).as_array()[0]) ==
        R"({"tenantId":"default","id":"refunder","name":"refunder","description":"refunder",)"
        R"("type":"User","isDefault":false})"
    );
    const auto page = administrator.send(Method::get, path + "?page=2&page_size=1");
    CHECK(role_names(page) == "shopper ");
    CHECK(*page.find("total-number") == "2");
    CHECK(names("?search=%25fund%25") == "refunder ");
    const auto scopes = [&] {
      Browser browser(server);
      const Client client(server, "web");
      const auto callback = to_callback(client.sign_in(
          browser,
          "alice",
          {{"scope", "openid shop:read shop:write shop:refund"}, {"resource", shop_api}}
      ));
      const auto tokens = client.redeem(callback, {{"resource", shop_api}});
      return string_at(claims_of(tokens.text("access_token")), "scope");
    };
    CHECK(scopes() == "shop:read shop:write shop:refund");  // shop:write by the organization
    CHECK(
        json::serialize(administrator.expect(200, Method::put, path, R"({"roleIds":["writer"]})")
        ) == R"({"roleIds":["writer"]})"
    );
    CHECK(names() == "writer ");
    CHECK(scopes() == "shop:write");
    CHECK(administrator.send(Method::delete_, path + "/writer").status == 204);
    const auto again = administrator.send(Method::delete_, path + "/writer");
    CHECK(again.status == 404);
    CHECK(to_answer(again).text("code") == "entity.not_found");
    CHECK(names().empty());
  });
}

TEST_CASE("roles that a user cannot have are refused, and nothing of the request is done") {
  for_each_engine([](Server& server) {
    add_shop(server);
    Administrator administrator(server);
    const struct {
      const char* path;
      const char* body;
      int status;
      const char* code;
    } cases[] = {
        {"/users/none/roles", R"({"roleIds":["shopper"]})", 404, "entity.not_found"},
        {"/users/alice/roles", R"({"roleIds":["none"]})", 404, "entity.not_exists_with_id"},
        {"/users/alice/roles", R"({"roleIds":["administration"]})", 422, "user.invalid_role_type"},
        {"/users/alice/roles", R"({"roleIds":[""]})", 400, "guard.invalid_input"},
        {"/users/alice/roles", R"({})", 400, "guard.invalid_input"},
    };
    for (const auto method : {Method::post, Method::put}) {
      for (const auto& one : cases) {
        CAPTURE(one.body);
        const auto response = administrator.send(method, one.path, one.body);
        CHECK(response.status == one.status);
        CHECK(to_answer(response).text("code") == one.code);
      }
    }
    CHECK(administrator.send(Method::get, "/users/none/roles").status == 404);
    CHECK(role_names(administrator.send(Method::get, "/users/alice/roles")) == "shopper ");
  });
}

TEST_CASE("the organizations of a user are listed with the roles in them") {
  for_each_engine([](Server& server) {
    add_shop(server);
    server.insert(an_organization("bare"));
    server.commit(server.access.add_member(OrganizationId("bare"), UserId("alice")));
    Administrator administrator(server);
    const auto before = server.database->counters().reads;
    const auto organizations = administrator.get("/users/alice/organizations").as_array();
    CHECK(server.database->counters().reads - before <= 4);
    REQUIRE(organizations.size() == 2);
    const auto& acme = organizations[0].as_object();
    CHECK(
        json::serialize(acme) ==
        R"({"tenantId":"default","id":"acme","name":")" + string_at(acme, "name") +
            R"(","description":null,"customData":{},"isMfaRequired":false,)"
            R"("isTrustedDeviceAllowed":true,"color":{},"branding":{},"customCss":null,)"
            R"("createdAt":)" +
            std::to_string(acme.at("createdAt").as_int64()) +
            R"(,"organizationRoles":[{"id":"member","name":"member"}]})"
    );
    CHECK(organizations[1].at("organizationRoles").as_array().empty());
    CHECK(administrator.send(Method::get, "/users/none/organizations").status == 404);
  });
}

TEST_CASE("social identities are set, shown and deleted, and belong to one user only") {
  for_each_engine([](Server& server) {
    for (const char* name : {"alice", "bob"})
      server.insert(a_user(name));
    Administrator administrator(server);
    const std::string path = "/users/alice/identities/github";
    CHECK(
        json::serialize(administrator.expect(
            201, Method::put, path, R"({"userId":"1","details":{"name":"A"},"admin":true})"
        )) == R"({"github":{"userId":"1","details":{"name":"A"}}})"
    );
    administrator.expect(200, Method::put, path, R"({"userId":"2"})");
    CHECK(json::serialize(administrator.get(path)) == R"({"identity":{"userId":"2"}})");
    administrator.expect(201, Method::put, "/users/alice/identities/google", R"({"userId":"1"})");
    CHECK(
        json::serialize(administrator.get("/users/alice/all-identities")) ==
        R"({"socialIdentities":[{"identity":{"userId":"2"},"target":"github"},)"
        R"({"identity":{"userId":"1"},"target":"google"}],"ssoIdentities":[]})"
    );
    const auto taken =
        administrator.send(Method::put, "/users/bob/identities/github", R"({"userId":"2"})");
    CHECK(taken.status == 422);
    CHECK(to_answer(taken).text("code") == "user.identity_already_in_use");
    administrator.expect(201, Method::put, "/users/bob/identities/github", R"({"userId":"1"})");

    const auto user = administrator.expect(200, Method::delete_, path, "");
    CHECK(json::serialize(user.at("identities")) == R"({"google":{"userId":"1"}})");
    for (const auto method : {Method::get, Method::delete_}) {
      const auto response = administrator.send(method, path);
      CHECK(response.status == 404);
      CHECK(to_answer(response).text("code") == "user.identity_not_exist");
    }
    administrator.expect(200, Method::put, "/users/bob/identities/github", R"({"userId":"2"})");
    for (const char* unknown :
         {"/users/none/identities/github",
          "/users/none/all-identities",
          "/users/none/logto-configs"})
      CHECK(administrator.send(Method::get, unknown).status == 404);
    CHECK(administrator.send(Method::put, path, R"({"userId":1})").status == 400);
  });
}

TEST_CASE("what a user has settled about MFA and passkeys is merged flag by flag") {
  for_each_engine([](Server& server) {
    server.insert(a_user("alice"));
    Administrator administrator(server);
    const std::string path = "/users/alice/logto-configs";
    CHECK(
        json::serialize(administrator.get(path)) ==
        R"({"mfa":{"skipped":false,"skipMfaOnSignIn":false},"passkeySignIn":{"skipped":false}})"
    );
    administrator.expect(
        200, Method::patch, path, R"({"mfa":{"enabled":true,"skipped":true,"other":1}})"
    );
    CHECK(
        json::serialize(administrator.expect(
            200,
            Method::patch,
            path,
            R"({"mfa":{"skipMfaOnSignIn":true},"passkeySignIn":{"skipped":true}})"
        )) == R"({"mfa":{"enabled":true,"skipped":true,"skipMfaOnSignIn":true},)"
              R"("passkeySignIn":{"skipped":true}})"
    );
    CHECK(administrator.get(path).at("mfa").as_object().size() == 3);
    CHECK(administrator.send(Method::patch, path, R"({"mfa":{"skipped":1}})").status == 400);
    CHECK(administrator.send(Method::patch, "/users/none/logto-configs", "{}").status == 404);
  });
}

TEST_CASE("personal access tokens are made, listed, renamed and deleted, in both ways to name them"
) {
  for_each_engine([](Server& server) {
    server.insert(a_user("alice"));
    Administrator administrator(server);
    const std::string path = "/users/alice/personal-access-tokens";
    const auto made = administrator.expect(201, Method::post, path, R"({"name":"a/b c"})");
    const auto value = string_at(made, "value");
    CHECK(value.size() == 36);
    CHECK(value.starts_with("pat_"));
    CHECK(
        json::serialize(made) ==
        R"({"tenantId":"default","userId":"alice","name":"a/b c","value":")" + value +
            R"(","createdAt":)" + std::to_string(to_unix_ms(server.clock.now())) +
            R"(,"expiresAt":null})"
    );
    server.clock.advance(Seconds(1));
    const auto later = std::to_string(to_unix_ms(server.clock.now()) + 60'000);
    const auto second =
        administrator.expect(201, Method::post, path, R"({"name":"ci","expiresAt":)" + later + "}");
    CHECK(std::to_string(second.at("expiresAt").as_int64()) == later);
    const auto tokens = administrator.get(path).as_array();
    REQUIRE(tokens.size() == 2);
    CHECK(tokens[0].as_object() == made);

    auto renamed =
        administrator.expect(200, Method::patch, path, R"({"currentName":"a/b c","name":"build"})");
    CHECK(string_at(renamed, "value") == value);
    renamed = administrator.expect(200, Method::patch, path + "/build", R"({"name":"x"})");
    CHECK(string_at(renamed, "name") == "x");
    CHECK(administrator.send(Method::post, path + "/delete", R"({"name":"x"})").status == 204);
    CHECK(administrator.send(Method::delete_, path + "/ci").status == 204);
    CHECK(administrator.get(path).as_array().empty());
    const storage::PersonalAccessTokenStore store(*server.database, server.vault, server.tenant);
    CHECK_FALSE(run_task(store.find_by_value(Secret(value))));
  });
}

TEST_CASE("requests about personal access tokens that cannot be are refused with Logto's codes") {
  for_each_engine([](Server& server) {
    server.insert(a_user("alice"));
    Administrator administrator(server);
    const std::string path = "/users/alice/personal-access-tokens";
    for (const char* name : {"ci", "laptop"}) {
      administrator.expect(201, Method::post, path, R"({"name":")" + std::string(name) + "\"}");
    }
    const auto past = std::to_string(to_unix_ms(server.clock.now()));
    const std::string exists = "user.personal_access_token_name_exists";
    const struct {
      Method method;
      std::string path;
      std::string body;
      int status;
      std::string code;
    } cases[] = {
        {Method::post, path, R"({"name":"ci"})", 422, exists},
        {Method::post, path, R"({"name":""})", 400, "guard.invalid_input"},
        {Method::post,
         path,
         R"({"name":"x","expiresAt":)" + past + "}",
         400,
         "request.invalid_input"},
        {Method::post, path, R"({"name":"x","expiresAt":1e300})", 400, "guard.invalid_input"},
        {Method::post,
         "/users/none/personal-access-tokens",
         R"({"name":"x"})",
         404,
         "entity.not_found"},
        {Method::get, "/users/none/personal-access-tokens", "", 404, "entity.not_found"},
        {Method::patch, path + "/ci", R"({"name":"laptop"})", 422, exists},
        {Method::patch, path, R"({"currentName":"ci","name":"laptop"})", 422, exists},
        {Method::patch, path + "/none", R"({"name":"x"})", 404, "entity.not_found"},
        {Method::patch, path, R"({"name":"x"})", 404, "entity.not_found"},
        {Method::delete_, path + "/none", "", 404, "entity.not_found"},
        {Method::post, path + "/delete", R"({"name":"none"})", 404, "entity.not_found"},
        {Method::delete_, "/users/bob/personal-access-tokens/ci", "", 404, "entity.not_found"},
    };
    for (const auto& one : cases) {
      CAPTURE(one.path);
      CAPTURE(one.body);
      const auto response = administrator.send(one.method, one.path, one.body);
      CHECK(response.status == one.status);
      CHECK(to_answer(response).text("code") == one.code);
    }
    CHECK(administrator.get(path).as_array().size() == 2);
  });
}

}  // namespace daemun::flows
