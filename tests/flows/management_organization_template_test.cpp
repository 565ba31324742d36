// The organization template (roles and permissions of every organization) over the Management API.
#include <doctest/doctest.h>

#include "flows/harness/administrator.h"
#include "flows/harness/shop.h"
#include "flows/harness/webhooks.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string roles = "/organization-roles";
const std::string scopes = "/organization-scopes";

std::string string_at(const json::object& object, std::string_view name) {
  return std::string(find_string(object, name).value_or(""));
}

std::string names_of(const json::value& list) {
  std::string text;
  for (const auto& one : list.as_array())
    text += (text.empty() ? "" : ", ") + string_at(one.as_object(), "name");
  return text;
}

std::string id_of(const std::string& scope) {
  return scope_id(shop_api, scope).value();
}

struct Refusal {
  Method method;
  std::string path;
  std::string body;
  int status;
  const char* code;
};

void check_refusals(Administrator& administrator, const std::vector<Refusal>& refusals) {
  for (const auto& one : refusals) {
    CAPTURE(one.path);
    CAPTURE(one.body);
    const auto response = administrator.send(one.method, one.path, one.body);
    CHECK(response.status == one.status);
    CHECK(to_answer(response).text("code") == one.code);
  }
}

// One more scope of the shop, whose id can stand in a path: "discount".
void add_discount(Server& server) {
  const Scope scope{.id = ScopeId("discount"), .name = "shop:discount"};
  server.commit(server.resources.insert_scope(ResourceId(shop_api), scope, server.clock.now()));
}

}  // namespace

TEST_CASE("a permission of organizations is created, shown, changed and deleted") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto scope =
        administrator.expect(201, Method::post, scopes, R"({"name":"invite","tenantId":"other"})");
    const auto id = string_at(scope, "id");
    CHECK(id.size() == 21);
    CHECK(
        json::serialize(scope) ==
        R"({"tenantId":"default","id":")" + id + R"(","name":"invite","description":null})"
    );
    const auto path = scopes + "/" + id;
    CHECK(administrator.get(path) == json::value(scope));
    auto changed = administrator.expect(200, Method::patch, path, R"({"description":"To invite"})");
    CHECK(string_at(changed, "name") == "invite");
    changed = administrator.expect(200, Method::patch, path, R"({"name":"ask"})");
    CHECK(string_at(changed, "description") == "To invite");
    changed = administrator.expect(200, Method::patch, path, R"({"description":null})");
    CHECK(changed.at("description").is_null());
    CHECK(administrator.send(Method::delete_, path).status == 204);
    CHECK(administrator.send(Method::get, path).status == 404);
  });
}

TEST_CASE("permissions of organizations are listed whole, by page and by a part of the name") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    for (const char* name : {"read:data", "write:data", "100%"})
      server.insert_organization_scope(name);
    const auto all = administrator.send(Method::get, scopes);
    CHECK(names_of(json::parse(all.body)) == "100%, read:data, write:data");
    CHECK_FALSE(all.find("total-number"));
    const auto page = administrator.send(Method::get, scopes + "?page=2&page_size=2");
    CHECK(*page.find("total-number") == "3");
    CHECK(names_of(json::parse(page.body)) == "write:data");
    CHECK(names_of(administrator.get(scopes + "?q=DATA")) == "read:data, write:data");
    // Nothing of it is a pattern.
    CHECK(names_of(administrator.get(scopes + "?q=%25")) == "100%");
    CHECK(names_of(administrator.get(scopes + "?q=_")).empty());
    CHECK(names_of(administrator.get(scopes + "?q=%5C")).empty());
  });
}

TEST_CASE("a role of organizations is created, shown, listed, changed and deleted") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_shop(server);
    const auto role = administrator.expect(
        201,
        Method::post,
        roles,
        R"({"name":"owner","organizationScopeIds":["write:data","read:data"],"resourceScopeIds":[")" +
            id_of("shop:read") + R"("]})"
    );
    const auto id = string_at(role, "id");
    CHECK(id.size() == 21);
    const std::string members = R"("tenantId":"default","id":")" + id +
                                R"(","name":"owner","description":null,"type":"User")";
    CHECK(json::serialize(role) == "{" + members + "}");
    CHECK(json::serialize(administrator.get(roles + "/" + id)) == "{" + members + "}");
    const auto listed = administrator.send(Method::get, roles + "?q=own");
    CHECK(*listed.find("total-number") == "1");
    CHECK(
        json::serialize(json::parse(listed.body)) ==
        "[{" + members +
            R"(,"scopes":[{"id":"read:data","name":"read:data"},{"id":"write:data","name":)"
            R"("write:data"}],"resourceScopes":[{"id":"https://shop.example/api#shop:read",)"
            R"("name":"shop:read","resource":{"id":"https://shop.example/api","name":)"
            R"("https://shop.example/api"}}]}])"
    );
    CHECK(names_of(administrator.get(roles)) == "member, owner");

    const auto path = roles + "/" + id;
    auto changed = administrator.expect(200, Method::patch, path, R"({"description":"All"})");
    CHECK(string_at(changed, "name") == "owner");
    changed = administrator.expect(
        200, Method::patch, path, R"({"name":"boss","type":"MachineToMachine"})"
    );
    CHECK(string_at(changed, "description") == "All");
    CHECK(string_at(changed, "type") == "MachineToMachine");
    CHECK(administrator.get(path) == json::value(changed));
    CHECK(administrator.send(Method::delete_, path).status == 204);
    CHECK(administrator.send(Method::get, path).status == 404);
  });
}

TEST_CASE("a list of organization roles takes four reads, however many there are") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_shop(server);
    for (int i = 0; i < 6; ++i) {
      server.insert_organization_role(
          "role" + std::to_string(i), RoleType::user, {"read:data"}, {{shop_api, "shop:read"}}
      );
    }
    administrator.get(roles);  // the signing keys are settings, read once
    const auto before = server.database->counters().reads;
    CHECK(administrator.get(roles).as_array().size() == 7);
    CHECK(server.database->counters().reads - before <= 4);
  });
}

TEST_CASE("permissions of an organization role are added, listed, replaced and taken away") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_shop(server);
    const auto path = roles + "/member/scopes";
    const auto added = administrator.expect(
        201, Method::post, path, R"({"organizationScopeIds":["write:data","read:data"]})"
    );
    CHECK(json::serialize(added) == R"({"organizationScopeIds":["write:data","read:data"]})");
    CHECK(names_of(administrator.get(path)) == "read:data, write:data");
    const auto page = administrator.send(Method::get, path + "?page=1&page_size=1");
    CHECK(*page.find("total-number") == "2");
    CHECK(
        page.body ==
        R"([{"tenantId":"default","id":"read:data","name":"read:data","description":null}])"
    );
    const auto replace = [&](const char* ids) {
      return administrator
          .send(Method::put, path, std::string(R"({"organizationScopeIds":)") + ids + "}")
          .status;
    };
    CHECK(replace(R"(["write:data","write:data"])") == 204);
    CHECK(names_of(administrator.get(path)) == "write:data");
    CHECK(administrator.send(Method::delete_, path + "/write:data").status == 204);
    CHECK(administrator.send(Method::delete_, path + "/write:data").status == 404);
    CHECK(replace(R"(["read:data"])") == 204);
    CHECK(replace("[]") == 204);
    CHECK(names_of(administrator.get(path)).empty());
    CHECK(replace(R"(["read:data","none"])") == 422);
    CHECK(names_of(administrator.get(path)).empty());
  });
}

TEST_CASE("API scopes of an organization role are added, listed, replaced and taken away") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_shop(server);
    add_discount(server);
    const auto path = roles + "/member/resource-scopes";
    const auto body = [](const std::string& scope) {
      return R"({"scopeIds":[")" + id_of(scope) + R"("]})";
    };
    administrator.expect(201, Method::post, path, body("shop:read"));
    const auto listed = administrator.get(path);
    CHECK(names_of(listed) == "shop:read, shop:write");
    CHECK(
        json::serialize(listed.as_array()[0]) ==
        R"({"tenantId":"default","id":"https://shop.example/api#shop:read","resourceId":)"
        R"("https://shop.example/api","name":"shop:read","description":null,"createdAt":)" +
            std::to_string(to_unix_ms(server.clock.now())) + "}"
    );
    const auto page = administrator.send(Method::get, path + "?page=2&page_size=1");
    CHECK(*page.find("total-number") == "2");
    CHECK(names_of(json::parse(page.body)) == "shop:write");
    CHECK(administrator.send(Method::put, path, R"({"scopeIds":["discount"]})").status == 204);
    CHECK(names_of(administrator.get(path)) == "shop:discount");
    CHECK(administrator.send(Method::delete_, path + "/discount").status == 204);
    CHECK(administrator.send(Method::delete_, path + "/discount").status == 404);
  });
}

TEST_CASE("requests about the organization template that cannot be are refused") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_shop(server);
    server.insert_organization_role("other", RoleType::user, {}, {});
    const auto scope = scopes + "/read:data";
    const auto member = roles + "/member";
    check_refusals(
        administrator,
        {
            {Method::post, scopes, R"({"name":""})", 400, "guard.invalid_input"},
            {Method::post,
             scopes,
             R"({"name":"read:data"})",
             422,
             "entity.unique_integrity_violation"},
            {Method::patch,
             scope,
             R"({"name":"write:data"})",
             422,
             "entity.unique_integrity_violation"},
            {Method::get, scopes + "/none", "", 404, "entity.not_exists_with_id"},
            {Method::patch, scopes + "/none", "{}", 404, "entity.not_exists_with_id"},
            {Method::delete_, scopes + "/none", "", 404, "entity.not_found"},
            {Method::post, roles, R"({"name":1})", 400, "guard.invalid_input"},
            {Method::post, roles, R"({"name":"member"})", 422, "entity.unique_integrity_violation"},
            {Method::post,
             roles,
             R"({"name":"x","organizationScopeIds":["none"]})",
             422,
             "entity.relation_foreign_key_not_found"},
            {Method::post,
             roles,
             R"({"name":"x","resourceScopeIds":["none"]})",
             422,
             "entity.relation_foreign_key_not_found"},
            {Method::patch,
             member,
             R"({"name":"other"})",
             422,
             "entity.unique_integrity_violation"},
            {Method::patch,
             member,
             R"({"type":"MachineToMachine"})",
             422,
             "entity.db_constraint_violated"},
            {Method::get, roles + "/none", "", 404, "entity.not_exists_with_id"},
            {Method::patch, roles + "/none", "{}", 404, "entity.not_exists_with_id"},
            {Method::delete_, roles + "/none", "", 404, "entity.not_found"},
            {Method::get, roles + "/none/scopes", "", 404, "entity.not_exists_with_id"},
            {Method::get, roles + "/none/resource-scopes", "", 404, "entity.not_exists_with_id"},
            {Method::post,
             roles + "/none/scopes",
             R"({"organizationScopeIds":["read:data"]})",
             422,
             "entity.relation_foreign_key_not_found"},
            {Method::put,
             roles + "/none/resource-scopes",
             R"({"scopeIds":[]})",
             422,
             "entity.relation_foreign_key_not_found"},
            {Method::post,
             member + "/scopes",
             R"({"organizationScopeIds":["none"]})",
             422,
             "entity.relation_foreign_key_not_found"},
            {Method::post,
             member + "/scopes",
             R"({"organizationScopeIds":[]})",
             400,
             "guard.invalid_input"},
            {Method::post,
             member + "/resource-scopes",
             R"({"scopeIds":["none"]})",
             422,
             "entity.relation_foreign_key_not_found"},
            {Method::put, member + "/resource-scopes", "{}", 400, "guard.invalid_input"},
            {Method::delete_, member + "/scopes/none", "", 404, "entity.not_found"},
            {Method::delete_, member + "/resource-scopes/none", "", 404, "entity.not_found"},
        }
    );
    // Nothing of a refused creation stays.
    CHECK(names_of(administrator.get(roles)) == "member, other");
  });
}

TEST_CASE("the Management API opens to organization roles of machines only") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.insert_organization_role("member", RoleType::user, {}, {});
    server.insert_organization_role("robot", RoleType::machine_to_machine, {}, {});
    const auto id = scope_id(management_api, "all").value();
    const auto body = R"({"scopeIds":[")" + id + R"("]})";
    const char* code = "role.management_api_scopes_not_assignable_to_user_role";
    const auto created = R"({"name":"x","resourceScopeIds":[")" + id + R"("]})";
    check_refusals(
        administrator,
        {{Method::post, roles, created, 400, code},
         {Method::post, roles + "/member/resource-scopes", body, 400, code},
         {Method::put, roles + "/member/resource-scopes", body, 400, code}}
    );
    administrator.expect(201, Method::post, roles + "/robot/resource-scopes", body);
    check_refusals(
        administrator,
        {{Method::patch,
          roles + "/robot",
          R"({"type":"User"})",
          422,
          "entity.db_constraint_violated"}}
    );
  });
}

TEST_CASE("what an organization role permits is in the next organization token and API token") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_shop(server);
    const Client client(server, "web");
    const auto scopes_of = [&](const Fields& fields) {
      // A grant does not grow: what is new takes a new sign-in.
      const auto refresh_token = client.tokens_of("alice", shop_request).text("refresh_token");
      const auto answer = client.refresh(refresh_token, fields);
      REQUIRE(answer.status() == 200);
      return answer.text("scope");
    };
    const Fields organization{{"organization_id", "acme"}};
    const Fields api{{"organization_id", "acme"}, {"resource", shop_api}};
    CHECK(scopes_of(organization) == "read:data");
    administrator.expect(
        201, Method::post, roles + "/member/scopes", R"({"organizationScopeIds":["write:data"]})"
    );
    CHECK(scopes_of(organization) == "read:data write:data");
    CHECK(administrator.send(Method::delete_, scopes + "/read:data").status == 204);
    CHECK(scopes_of(organization) == "write:data");

    CHECK(scopes_of(api) == "shop:read shop:write");
    const auto body = R"({"scopeIds":[")" + id_of("shop:refund") + R"("]})";
    CHECK(administrator.send(Method::put, roles + "/member/resource-scopes", body).status == 204);
    CHECK(scopes_of(api) == "shop:read shop:refund");
    CHECK(administrator.send(Method::delete_, roles + "/member").status == 204);
    CHECK(scopes_of(api) == "shop:read");
    CHECK(scopes_of(organization).empty());
  });
}

TEST_CASE("a machine sees at once what its organization role permits") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_shop(server);
    const ApplicationId machine("admin-machine");
    server.insert_organization_role("robot", RoleType::machine_to_machine, {}, {});
    storage::Plan plan;
    plan.add(server.access.add_application(OrganizationId("acme"), machine));
    plan.add(server.access.add_application_role(
        OrganizationId("acme"), machine, OrganizationRoleId("robot")
    ));
    server.commit(std::move(plan));
    const auto scope = [&] {
      const auto answer = Client(server, "admin-machine")
                              .token(
                                  {{"grant_type", "client_credentials"},
                                   {"organization_id", "acme"},
                                   {"resource", shop_api},
                                   {"scope", "shop:refund"}}
                              );
      REQUIRE(answer.status() == 200);
      return answer.text("scope");
    };
    CHECK(scope().empty());
    const auto body = R"({"scopeIds":[")" + id_of("shop:refund") + R"("]})";
    administrator.expect(201, Method::post, roles + "/robot/resource-scopes", body);
    CHECK(scope() == "shop:refund");
  });
}

TEST_CASE("the organization template of another tenant is not there") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.insert_organization_role("mine", RoleType::user, {}, {});
    const storage::OrganizationTemplateStore theirs(*server.database, TenantId("admin"));
    storage::Plan plan;
    plan.add(theirs.insert_role({.id = OrganizationRoleId("theirs"), .name = "theirs"}));
    plan.add(theirs.insert_scope({.id = OrganizationScopeId("theirs"), .name = "theirs"}));
    server.commit(std::move(plan));
    CHECK(names_of(administrator.get(roles)) == "mine");
    CHECK(names_of(administrator.get(scopes)).empty());
    for (const auto& path : {roles + "/theirs", scopes + "/theirs"}) {
      CHECK(administrator.send(Method::get, path).status == 404);
      CHECK(administrator.send(Method::patch, path, R"({"name":"x"})").status == 404);
      CHECK(administrator.send(Method::delete_, path).status == 404);
    }
    const auto response = administrator.send(
        Method::post, roles + "/mine/scopes", R"({"organizationScopeIds":["theirs"]})"
    );
    CHECK(response.status == 422);
  });
}

TEST_CASE("webhooks are told what happens to the organization template") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    listen(
        server,
        {"OrganizationRole.Created",
         "OrganizationRole.Data.Updated",
         "OrganizationRole.Scopes.Updated",
         "OrganizationRole.Deleted",
         "OrganizationScope.Created",
         "OrganizationScope.Data.Updated",
         "OrganizationScope.Deleted"}
    );
    const auto scope = administrator.expect(201, Method::post, scopes, R"({"name":"invite"})");
    const auto scope_path = scopes + "/" + string_at(scope, "id");
    administrator.expect(200, Method::patch, scope_path, R"({"name":"ask"})");
    const auto ids = R"({"organizationScopeIds":[")" + string_at(scope, "id") + R"("]})";
    const auto role = administrator.expect(201, Method::post, roles, R"({"name":"member"})");
    const auto role_path = roles + "/" + string_at(role, "id");
    administrator.expect(200, Method::patch, role_path, R"({"name":"guest"})");
    administrator.expect(201, Method::post, role_path + "/scopes", ids);
    administrator.send(Method::put, role_path + "/scopes", ids);
    administrator.send(Method::put, role_path + "/resource-scopes", R"({"scopeIds":[]})");
    administrator.send(Method::delete_, role_path + "/scopes/" + string_at(scope, "id"));
    const auto with_scopes = administrator.expect(
        201,
        Method::post,
        roles,
        R"({"name":"owner","organizationScopeIds":[")" + string_at(scope, "id") + R"("]})"
    );
    administrator.send(Method::delete_, role_path);
    administrator.send(Method::delete_, scope_path);

    const auto created = told(server, "OrganizationScope.Created");
    REQUIRE(created.size() == 1);
    CHECK(created[0].at("data") == json::value(scope));
    CHECK(told(server, "OrganizationScope.Data.Updated").size() == 1);
    CHECK(told(server, "OrganizationScope.Deleted").size() == 1);
    CHECK(told(server, "OrganizationRole.Created").size() == 2);
    CHECK(told(server, "OrganizationRole.Data.Updated").size() == 1);
    CHECK(told(server, "OrganizationRole.Deleted").size() == 1);
    const auto updated = told(server, "OrganizationRole.Scopes.Updated");
    CHECK(updated.size() == 5);
    bool is_named = false;
    for (const auto& one : updated) {
      is_named = is_named || (one.contains("organizationRoleId") &&
                              one.at("organizationRoleId") == with_scopes.at("id"));
    }
    CHECK(is_named);
  });
}

}  // namespace daemun::flows
