// Roles and their scopes over the Management API, and what they change in tokens.
#include <doctest/doctest.h>

#include "flows/harness/administrator.h"
#include "flows/harness/shop.h"
#include "flows/harness/webhooks.h"

namespace daemun::flows {
namespace {

using http::Method;

std::string string_at(const json::object& object, std::string_view name) {
  return std::string(find_string(object, name).value_or(""));
}

json::object create_role(Administrator& administrator, const std::string& body) {
  return administrator.expect(200, Method::post, "/roles", body);
}

std::string path_of(const json::object& role) {
  return "/roles/" + string_at(role, "id");
}

// The names of a list's members: "a, b".
std::string names_of(const json::value& list) {
  std::string text;
  for (const auto& one : list.as_array())
    text += (text.empty() ? "" : ", ") + string_at(one.as_object(), "name");
  return text;
}

std::string id_of(const std::string& scope) {
  return scope_id(shop_api, scope).value();
}

std::string scope_ids(const std::string& scope) {
  return R"({"scopeIds":[")" + id_of(scope) + R"("]})";
}

// One more scope of the shop, whose id can stand in a path: "discount".
void add_discount(Server& server) {
  const Scope scope{.id = ScopeId("discount"), .name = "shop:discount"};
  server.commit(server.resources.insert_scope(ResourceId(shop_api), scope, server.clock.now()));
}

}  // namespace

TEST_CASE("a role is created, shown, listed, changed and deleted") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_shop(server);
    const auto role = create_role(
        administrator,
        R"({"name":"clerk","description":"Sells","scopeIds":[")" + id_of("shop:read") + R"("]})"
    );
    const auto id = string_at(role, "id");
    CHECK(id.size() == 21);
    const std::string members = R"("tenantId":"default","id":")" + id +
                                R"(","name":"clerk","description":"Sells","type":"User",)"
                                R"("isDefault":false)";
    CHECK(json::serialize(role) == "{" + members + "}");
    CHECK(json::serialize(administrator.get("/roles/" + id)) == "{" + members + "}");
    CHECK(
        json::serialize(administrator.get("/roles?search.name=clerk")) ==
        "[{" + members +
            R"(,"usersCount":0,"featuredUsers":[],"applicationsCount":0,)"
            R"("featuredApplications":[]}])"
    );
    CHECK(names_of(administrator.get("/roles/" + id + "/scopes")) == "shop:read");

    auto changed = administrator.expect(
        200, Method::patch, "/roles/" + id, R"({"name":"seller","isDefault":true})"
    );
    CHECK(string_at(changed, "name") == "seller");
    CHECK(string_at(changed, "description") == "Sells");
    CHECK(changed.at("isDefault").as_bool());
    changed = administrator.expect(
        200, Method::patch, "/roles/" + id, R"({"description":"New","type":"MachineToMachine"})"
    );
    CHECK(string_at(changed, "description") == "New");
    CHECK(string_at(changed, "type") == "User");
    CHECK(administrator.get("/roles/" + id) == json::value(changed));

    CHECK(administrator.send(Method::delete_, "/roles/" + id).status == 204);
    CHECK(administrator.send(Method::get, "/roles/" + id).status == 404);
    CHECK(administrator.send(Method::delete_, "/roles/" + id).status == 404);
  });
}

TEST_CASE("a list of roles shows how many hold each and who the first three are") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.insert_role("shopper", RoleType::user, {});
    for (const char* name : {"ann", "bob", "cat", "dan"}) {
      server.insert(a_user(name));
      server.commit(server.users.assign_role(UserId(name), RoleId("shopper")));
    }
    const auto list = administrator.get("/roles").as_array();
    REQUIRE(list.size() == 2);
    CHECK(
        json::serialize(list[0]) ==
        R"({"tenantId":"default","id":"administration","name":"administration",)"
        R"("description":"administration","type":"MachineToMachine","isDefault":false,)"
        R"("usersCount":0,"featuredUsers":[],"applicationsCount":1,"featuredApplications":)"
        R"([{"id":"admin-machine","name":"admin-machine","type":"MachineToMachine"}]})"
    );
    const auto& shopper = list[1].as_object();
    CHECK(shopper.at("usersCount").as_int64() == 4);
    CHECK(
        json::serialize(shopper.at("featuredUsers")) ==
        R"([{"id":"ann","avatar":null,"name":null},{"id":"bob","avatar":null,"name":null},)"
        R"({"id":"cat","avatar":null,"name":null}])"
    );
  });
}

TEST_CASE("a list of roles takes five reads, however many roles and holders there are") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    for (const char* name : {"ann", "bob"})
      server.insert(a_user(name));
    for (int i = 0; i < 8; ++i) {
      const auto name = "role" + std::to_string(i);
      server.insert_role(name, RoleType::user, {});
      for (const char* user : {"ann", "bob"})
        server.commit(server.users.assign_role(UserId(user), RoleId(name)));
    }
    administrator.get("/roles");  // the signing keys are settings, read once
    const auto before = server.database->counters().reads;
    CHECK(administrator.get("/roles").as_array().size() == 9);
    CHECK(server.database->counters().reads - before <= 5);
  });
}

TEST_CASE("roles are listed by page, type, search and who does not hold them") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_shop(server);
    server.insert_role("reader", RoleType::user, {});
    const auto page = administrator.send(Method::get, "/roles?page=2&page_size=2");
    CHECK(*page.find("total-number") == "3");
    CHECK(names_of(json::parse(page.body)) == "shopper");
    CHECK(names_of(administrator.get("/roles")) == "administration, reader, shopper");
    CHECK(names_of(administrator.get("/roles?type=User")) == "reader, shopper");
    CHECK(names_of(administrator.get("/roles?type=User&search=%25er")) == "reader, shopper");
    CHECK(names_of(administrator.get("/roles?search.name=read%25")) == "reader");
    CHECK(names_of(administrator.get("/roles?excludeUserId=alice")) == "administration, reader");
    CHECK(
        names_of(administrator.get("/roles?excludeApplicationId=admin-machine")) ==
        "reader, shopper"
    );
    CHECK(administrator.send(Method::get, "/roles?type=Robot").status == 400);
    CHECK(administrator.send(Method::get, "/roles?page=0").status == 400);
    CHECK(administrator.send(Method::get, "/roles?search.type=User").status == 400);
  });
}

TEST_CASE("requests about roles that cannot be are refused with Logto's codes") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_shop(server);
    const std::string role = "/roles/shopper";
    const std::string other =
        path_of(create_role(administrator, R"({"name":"a","description":"b"})"));
    const std::string other_tenants =
        R"({"scopeIds":[")" + scope_id(management_api, "none").value() + R"("]})";
    const std::string management = R"(["management-api-all"])";
    const struct {
      Method method;
      std::string path;
      std::string body;
      int status;
      const char* code;
    } cases[] = {
        {Method::post, "/roles", R"({"name":"x"})", 400, "guard.invalid_input"},
        {Method::post, "/roles", R"({"name":"","description":"x"})", 400, "guard.invalid_input"},
        {Method::post,
         "/roles",
         R"({"name":"x","description":"x","type":"Robot"})",
         400,
         "guard.invalid_input"},
        {Method::post,
         "/roles",
         R"({"name":"shopper","description":"x"})",
         422,
         "role.name_in_use"},
        {Method::post,
         "/roles",
         R"({"name":"x","description":"x","scopeIds":["none"]})",
         404,
         "entity.not_exists_with_id"},
        {Method::get, "/roles/none", "", 404, "entity.not_exists_with_id"},
        {Method::patch, "/roles/none", R"({"name":"x"})", 404, "entity.not_exists_with_id"},
        {Method::patch, other, R"({"name":"shopper"})", 422, "role.name_in_use"},
        {Method::patch, other, R"({"description":""})", 400, "guard.invalid_input"},
        {Method::delete_, "/roles/none", "", 404, "entity.not_exists_with_id"},
        {Method::get, "/roles/none/scopes", "", 404, "entity.not_exists_with_id"},
        {Method::post,
         "/roles/none/scopes",
         scope_ids("shop:read"),
         404,
         "entity.not_exists_with_id"},
        {Method::post, role + "/scopes", R"({"scopeIds":[]})", 400, "guard.invalid_input"},
        {Method::post, role + "/scopes", R"({"scopeIds":[1]})", 400, "guard.invalid_input"},
        {Method::post, role + "/scopes", other_tenants, 404, "entity.not_exists_with_id"},
        {Method::post, role + "/scopes", scope_ids("shop:read"), 422, "role.scope_exists"},
        {Method::delete_, role + "/scopes/none", "", 404, "entity.not_found"},
        {Method::delete_, "/roles/none/scopes/none", "", 404, "entity.not_exists_with_id"},
    };
    for (const auto& one : cases) {
      CAPTURE(one.path);
      CAPTURE(one.body);
      const auto response = administrator.send(one.method, one.path, one.body);
      CHECK(response.status == one.status);
      CHECK(to_answer(response).text("code") == one.code);
    }
    // Nothing of a refused creation stays.
    CHECK(names_of(administrator.get("/roles")) == "a, administration, shopper");
  });
}

TEST_CASE("internal roles can be seen but neither made nor changed") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_shop(server);
    server.commit(server.roles.insert(
        {.id = RoleId("admin-role"),
         .name = "#internal:admin",
         .description = "Everything",
         .type = RoleType::machine_to_machine}
    ));
    add_discount(server);
    server.commit(server.roles.assign_scope(RoleId("admin-role"), ScopeId("discount")));
    CHECK(names_of(administrator.get("/roles?type=MachineToMachine")) == "administration");
    CHECK(administrator.send(Method::get, "/roles/admin-role").status == 200);
    CHECK(names_of(administrator.get("/roles/admin-role/scopes")) == "shop:discount");
    const struct {
      Method method;
      std::string path;
      std::string body;
    } cases[] = {
        {Method::post, "/roles", R"({"name":"#internal:x","description":"x"})"},
        {Method::patch, "/roles/shopper", R"({"name":"#internal:x"})"},
        {Method::patch, "/roles/admin-role", R"({"name":"x"})"},
        {Method::delete_, "/roles/admin-role", ""},
        {Method::post, "/roles/admin-role/scopes", scope_ids("shop:write")},
        {Method::delete_, "/roles/admin-role/scopes/discount", ""},
    };
    for (const auto& one : cases) {
      CAPTURE(one.path);
      const auto response = administrator.send(one.method, one.path, one.body);
      CHECK(response.status == 403);
      CHECK(to_answer(response).text("code") == "role.internal_role_violation");
    }
  });
}

TEST_CASE("the Management API opens to roles of machines only") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto scope = scope_id(management_api, "all").value();
    const std::string scopes = R"("scopeIds":[")" + scope + R"("]})";
    const std::string code = "role.management_api_scopes_not_assignable_to_user_role";
    auto response =
        administrator.send(Method::post, "/roles", R"({"name":"boss","description":"x",)" + scopes);
    CHECK(response.status == 400);
    CHECK(to_answer(response).text("code") == code);
    const auto role = create_role(administrator, R"({"name":"boss","description":"x"})");
    response = administrator.send(Method::post, path_of(role) + "/scopes", "{" + scopes);
    CHECK(response.status == 400);
    CHECK(to_answer(response).text("code") == code);
    const auto machine = create_role(
        administrator, R"({"name":"robot","description":"x","type":"MachineToMachine",)" + scopes
    );
    CHECK(names_of(administrator.get(path_of(machine) + "/scopes")) == "all");
  });
}

TEST_CASE("scopes are added to a role, listed with their resource, searched and taken away") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_shop(server);
    add_discount(server);
    const std::string path = "/roles/shopper/scopes";
    const auto response = administrator.send(
        Method::post, path, R"({"scopeIds":["discount",")" + id_of("shop:refund") + R"("]})"
    );
    CHECK(response.status == 201);
    CHECK(json::parse(response.body).as_array().size() == 3);
    CHECK(names_of(administrator.get(path)) == "shop:discount, shop:read, shop:refund");
    const auto found = administrator.send(Method::get, path + "?search.name=%25re%25&page_size=1");
    CHECK(*found.find("total-number") == "2");
    CHECK(
        json::serialize(json::parse(found.body)) ==
        R"([{"tenantId":"default","id":"https://shop.example/api#shop:read","resourceId":)"
        R"("https://shop.example/api","name":"shop:read","description":null,"createdAt":)" +
            std::to_string(to_unix_ms(server.clock.now())) +
            R"(,"resource":{"tenantId":"default","id":"https://shop.example/api","name":)"
            R"("https://shop.example/api","indicator":"https://shop.example/api","isDefault":false,)"
            R"("accessTokenTtl":3600}}])"
    );
    const auto scope = path + "/discount";
    CHECK(administrator.send(Method::delete_, scope).status == 204);
    CHECK(administrator.send(Method::delete_, scope).status == 404);
    CHECK(names_of(administrator.get(path)) == "shop:read, shop:refund");
  });
}

TEST_CASE("a scope that is added to a role is in the next token of a user and of a machine") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_shop(server);
    const Client client(server, "web");
    const Fields request{
        {"scope", "openid offline_access shop:read shop:write shop:discount"},
        {"resource", shop_api},
        {"prompt", "consent"}};
    add_discount(server);
    const auto user_scopes = [&] {
      // A grant does not grow: what is new takes a new sign-in.
      const auto refresh_token = client.tokens_of("alice", request).text("refresh_token");
      return client.refresh(refresh_token, {{"resource", shop_api}}).text("scope");
    };
    const auto machine_scopes = [&] {
      return string_at(
          claims_of(administrator.token(shop_api, "shop:read shop:discount")), "scope"
      );
    };
    CHECK(user_scopes() == "shop:read shop:write");
    CHECK(machine_scopes().empty());
    for (const char* role : {"shopper", "administration"}) {
      const auto added = administrator.send(
          Method::post, std::string("/roles/") + role + "/scopes", R"({"scopeIds":["discount"]})"
      );
      CHECK(added.status == 201);
    }
    CHECK(user_scopes() == "shop:read shop:write shop:discount");
    CHECK(machine_scopes() == "shop:discount");

    const std::string scope = "/scopes/discount";
    CHECK(administrator.send(Method::delete_, "/roles/administration" + scope).status == 204);
    CHECK(machine_scopes().empty());
    CHECK(administrator.send(Method::delete_, "/roles/shopper").status == 204);
    CHECK(user_scopes() == "shop:write");
  });
}

TEST_CASE("a default role is given to whoever registers from then on") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.insert_role("regular", RoleType::user, {});
    administrator.expect(200, Method::patch, "/roles/regular", R"({"isDefault":true})");
    server.insert(a_user("ann"));
    server.commit(server.users.assign_default_roles(UserId("ann")));
    CHECK(names_of(administrator.get("/roles?excludeUserId=ann")) == "administration");
  });
}

TEST_CASE("roles and scopes of another tenant are not there") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.insert_role("mine", RoleType::user, {});
    const storage::RoleStore theirs(*server.database, TenantId("admin"));
    server.commit(theirs.insert({.id = RoleId("theirs"), .name = "theirs", .description = "x"}));
    CHECK(names_of(administrator.get("/roles")) == "administration, mine");
    CHECK(administrator.send(Method::get, "/roles/theirs").status == 404);
    CHECK(administrator.send(Method::patch, "/roles/theirs", R"({"name":"x"})").status == 404);
    CHECK(administrator.send(Method::delete_, "/roles/theirs").status == 404);
    const storage::ResourceStore resources(*server.database, TenantId("admin"));
    const auto api = a_resource("urn:theirs", {"read"});
    storage::Plan plan;
    plan.add(resources.insert(api));
    plan.add(resources.insert_scope(api.id, api.scopes.front(), server.clock.now()));
    server.commit(std::move(plan));
    const auto response = administrator.send(
        Method::post, "/roles/mine/scopes", R"({"scopeIds":["urn:theirs#read"]})"
    );
    CHECK(response.status == 404);
  });
}

TEST_CASE("webhooks are told what happens to roles") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_shop(server);
    add_discount(server);
    listen(server, {"Role.Created", "Role.Scopes.Updated", "Role.Data.Updated", "Role.Deleted"});
    const auto role = create_role(
        administrator,
        R"({"name":"clerk","description":"x","scopeIds":[")" + id_of("shop:read") + R"("]})"
    );
    const auto path = path_of(role);
    administrator.expect(200, Method::patch, path, R"({"name":"seller"})");
    administrator.send(Method::post, path + "/scopes", R"({"scopeIds":["discount"]})");
    administrator.send(Method::delete_, path + "/scopes/discount");
    administrator.send(Method::delete_, path);
    administrator.send(Method::delete_, path);  // nothing happens

    const auto created = told(server, "Role.Created");
    REQUIRE(created.size() == 1);
    CHECK(created[0].at("data") == json::value(role));
    const auto scopes = told(server, "Role.Scopes.Updated");
    REQUIRE(scopes.size() == 3);
    const auto updated = told(server, "Role.Data.Updated");
    REQUIRE(updated.size() == 1);
    CHECK(string_at(updated[0].at("data").as_object(), "name") == "seller");
    CHECK(updated[0].at("params").as_object().at("id") == role.at("id"));
    CHECK(told(server, "Role.Deleted").size() == 1);
    // Of the creation, which has no id in its path.
    bool found = false;
    for (const auto& one : scopes)
      found = found || (one.contains("roleId") && one.at("roleId") == role.at("id") &&
                        names_of(one.at("data")) == "shop:read");
    CHECK(found);
  });
}

}  // namespace daemun::flows
