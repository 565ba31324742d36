// Users in organizations and their roles, over the Management API and in tokens.
#include "base/text.h"

#include <doctest/doctest.h>

#include "flows/harness/administrator.h"
#include "flows/harness/shop.h"
#include "flows/harness/webhooks.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string acme = "/organizations/acme";

std::string string_at(const json::object& object, std::string_view name) {
  return std::string(find_string(object, name).value_or(""));
}

// Two organizations, three users, and roles that permit something.
void add_organizations(Server& server) {
  for (const char* id : {"alice", "bob", "carol"})
    server.insert(a_user(id));
  for (const char* id : {"acme", "globex"})
    server.insert(an_organization(id));
  for (const char* name : {"read:data", "write:data"})
    server.insert_organization_scope(name);
  server.insert_organization_role("reader", RoleType::user, {"read:data"}, {});
  server.insert_organization_role("writer", RoleType::user, {"read:data", "write:data"}, {});
  server.insert_organization_role("robot", RoleType::machine_to_machine, {"write:data"}, {});
}

// "alice:reader,writer bob: " for who is in the list, with the roles.
std::string members(Administrator& administrator, const std::string& query = "") {
  std::string text;
  const auto list = administrator.get(acme + "/users" + query);
  for (const auto& member : list.as_array()) {
    text += string_at(member.as_object(), "id") + ":";
    for (const auto& role : member.as_object().at("organizationRoles").as_array())
      text += string_at(role.as_object(), "name") + ",";
    text += " ";
  }
  return text;
}

// The names in a list of roles or scopes.
std::string names(Administrator& administrator, const std::string& path) {
  std::string text;
  const auto list = administrator.get(path);
  for (const auto& one : list.as_array())
    text += string_at(one.as_object(), "name") + " ";
  return text;
}

}  // namespace

TEST_CASE("users are added to an organization, replaced and removed") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_organizations(server);
    const auto users = acme + "/users";
    const auto added =
        administrator.expect(201, Method::post, users, R"({"userIds":["bob","alice","bob"]})");
    CHECK(json::serialize(added) == R"({"userIds":["bob","alice","bob"]})");
    CHECK(members(administrator) == "alice: bob: ");
    // Again, which changes nothing.
    administrator.expect(201, Method::post, users, R"({"userIds":["alice"]})");
    server.add_member("acme", "alice", "reader");
    CHECK(administrator.send(Method::put, users, R"({"userIds":["carol","alice"]})").status == 204);
    // Members who stay keep their roles.
    CHECK(members(administrator) == "alice:reader, carol: ");
    CHECK(administrator.send(Method::delete_, users + "/carol").status == 204);
    CHECK(members(administrator) == "alice:reader, ");
    CHECK(administrator.send(Method::put, users, R"({"userIds":[]})").status == 204);
    CHECK(members(administrator).empty());
    CHECK(administrator.get("/organizations/globex/users").as_array().empty());
  });
}

TEST_CASE("a member is shown as a user with the roles in that organization") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_organizations(server);
    server.add_member("acme", "alice", "reader");
    server.add_member("acme", "alice", "writer");
    server.add_member("globex", "alice", "");
    const auto list = administrator.get(acme + "/users").as_array();
    REQUIRE(list.size() == 1);
    CHECK(
        json::serialize(list[0]) ==
        R"({"id":"alice","username":"alice","primaryEmail":null,"primaryPhone":null,"name":null,)"
        R"("avatar":null,"customData":{},"identities":{},"lastSignInAt":null,)"
        R"("createdAt":1795412090179,"updatedAt":1795412091488,"profile":{},)"
        R"("applicationId":null,"cimdClientId":null,"isSuspended":false,"organizationRoles":)"
        R"([{"id":"reader","name":"reader"},{"id":"writer","name":"writer"}]})"
    );
    const auto elsewhere = administrator.get("/organizations/globex/users").as_array();
    CHECK(elsewhere[0].as_object().at("organizationRoles").as_array().empty());
  });
}

TEST_CASE("members are listed in pages, by a part of what they are called, and by role") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_organizations(server);
    auto dora = a_user("dora");
    dora.primary_email = "dora@mail.example";
    dora.primary_phone = "821012345678";
    dora.name = "Dora Miles";
    server.insert(dora);
    for (const char* id : {"alice", "bob", "dora"})
      server.add_member("acme", id, "");
    server.add_member("acme", "bob", "writer");
    const auto page = administrator.send(Method::get, acme + "/users?page=2&page_size=2");
    CHECK(*page.find("total-number") == "3");
    CHECK(json::parse(page.body).as_array().size() == 1);
    CHECK(members(administrator, "?q=MILES") == "dora: ");
    CHECK(members(administrator, "?q=mail.ex") == "dora: ");
    CHECK(members(administrator, "?q=8210") == "dora: ");
    CHECK(members(administrator, "?q=carol").empty());
    CHECK(members(administrator, "?organizationRoleId=writer") == "bob:writer, ");
    CHECK(members(administrator, "?organizationRoleId=writer&q=alice").empty());
    CHECK(members(administrator, "?organizationRoleId=none").empty());
  });
}

TEST_CASE("a list of members takes four reads, however many there are") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_organizations(server);
    for (const char* id : {"alice", "bob", "carol"})
      server.add_member("acme", id, "reader");
    administrator.get("/organizations");  // the signing keys are settings, read once
    const auto before = server.database->counters().reads;
    CHECK(administrator.get(acme + "/users").as_array().size() == 3);
    CHECK(server.database->counters().reads - before <= 4);
  });
}

TEST_CASE("roles of a member are given by id and name, replaced, listed and taken") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_organizations(server);
    server.add_member("acme", "alice", "");
    const auto roles = acme + "/users/alice/roles";
    auto given = administrator.expect(
        201,
        Method::post,
        roles,
        R"({"organizationRoleIds":["reader"],"organizationRoleNames":["writer","reader"]})"
    );
    CHECK(json::serialize(given) == R"({"organizationRoleIds":["reader","writer"]})");
    const auto list = administrator.get(roles).as_array();
    REQUIRE(list.size() == 2);
    CHECK(
        json::serialize(list[0]) ==
        R"({"tenantId":"default","id":"reader","name":"reader","description":null,"type":"User"})"
    );
    const auto page = administrator.send(Method::get, roles + "?page=2&page_size=1");
    CHECK(*page.find("total-number") == "2");
    CHECK(string_at(json::parse(page.body).as_array()[0].as_object(), "name") == "writer");
    CHECK(names(administrator, acme + "/users/alice/scopes") == "read:data write:data ");

    CHECK(
        administrator.send(Method::put, roles, R"({"organizationRoleNames":["reader"]})").status ==
        204
    );
    CHECK(names(administrator, roles) == "reader ");
    CHECK(names(administrator, acme + "/users/alice/scopes") == "read:data ");
    CHECK(administrator.send(Method::delete_, roles + "/reader").status == 204);
    CHECK(administrator.send(Method::delete_, roles + "/reader").status == 404);
    CHECK(names(administrator, roles).empty());
    CHECK(administrator.send(Method::put, roles, "{}").status == 204);
    CHECK(administrator.get("/organizations/globex/users/alice/scopes").as_array().empty());
  });
}

TEST_CASE("roles are given to several members in one call, or to none of them") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_organizations(server);
    server.add_member("acme", "alice", "reader");
    server.add_member("acme", "bob", "");
    const auto path = acme + "/users/roles";
    const auto send = [&](const char* body) {
      return to_answer(administrator.send(Method::post, path, body));
    };
    CHECK(
        send(R"({"userIds":["alice","bob"],"organizationRoleIds":["reader","writer"]})").status() ==
        201
    );
    CHECK(members(administrator) == "alice:reader,writer, bob:reader,writer, ");
    const auto stranger = send(R"({"userIds":["alice","carol"],"organizationRoleIds":["reader"]})");
    CHECK(stranger.status() == 422);
    CHECK(stranger.text("code") == "entity.relation_foreign_key_not_found");
    CHECK(members(administrator) == "alice:reader,writer, bob:reader,writer, ");
  });
}

TEST_CASE("membership and roles that are given over the API are in tokens at once") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_organizations(server);
    server.insert(an_application("web"));
    administrator.expect(201, Method::post, acme + "/users", R"({"userIds":["alice"]})");
    administrator.expect(
        201, Method::post, acme + "/users/alice/roles", R"({"organizationRoleIds":["writer"]})"
    );
    const Client client(server, "web");
    const auto tokens = client.tokens_of(
        "alice",
        {{"scope",
          "openid offline_access urn:logto:scope:organizations urn:logto:scope:organization_roles "
          "read:data write:data"},
         {"resource", "urn:logto:resource:organizations"},
         {"prompt", "consent"}}
    );
    const auto claims = claims_of(tokens.text("id_token"));
    CHECK(json::serialize(claims.at("organizations")) == R"(["acme"])");
    CHECK(json::serialize(claims.at("organization_roles")) == R"(["acme:writer"])");
    const auto scope = [&] {
      return client.refresh(
                       tokens.text("refresh_token"), {{"organization_id", "acme"}}
      ).text("scope");
    };
    CHECK(scope() == "read:data write:data");
    administrator.send(
        Method::put, acme + "/users/alice/roles", R"({"organizationRoleIds":["reader"]})"
    );
    CHECK(scope() == "read:data");
    administrator.send(Method::delete_, acme + "/users/alice");
    const auto refused =
        client.refresh(tokens.text("refresh_token"), {{"organization_id", "acme"}});
    CHECK(refused.status() == 403);
    CHECK(refused.text("error_description") == "user is not a member of the organization");
    // A member who is added again does not get the former roles back.
    administrator.expect(201, Method::post, acme + "/users", R"({"userIds":["alice"]})");
    CHECK(scope().empty());
  });
}

TEST_CASE("webhooks are told in which organization the members have changed") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_organizations(server);
    listen(server, {"Organization.Membership.Updated"});
    administrator.expect(201, Method::post, acme + "/users", R"({"userIds":["alice"]})");
    server.clock.advance(Seconds(1));  // the outbox is read in the order of time
    administrator.send(Method::put, acme + "/users", R"({"userIds":["bob"]})");
    server.clock.advance(Seconds(1));
    administrator.send(Method::delete_, acme + "/users/bob");
    administrator.send(Method::delete_, acme + "/users/bob");
    const auto bodies = told(server, "Organization.Membership.Updated");
    REQUIRE(bodies.size() == 3);
    const auto ids_at = [](const json::object& body, std::string_view name) {
      return join(find_strings(body, name), " ");
    };
    for (const auto& body : bodies)
      CHECK(string_at(body, "organizationId") == "acme");
    CHECK(ids_at(bodies[0], "addedUserIds") == "alice");
    CHECK_FALSE(bodies[0].contains("removedUserIds"));
    CHECK(ids_at(bodies[1], "addedUserIds") == "bob");
    CHECK(ids_at(bodies[1], "removedUserIds") == "alice");
    CHECK(ids_at(bodies[2], "removedUserIds") == "bob");
    CHECK_FALSE(bodies[2].contains("addedUserIds"));
    CHECK_FALSE(bodies[2].contains("removedApplicationIds"));
  });
}

TEST_CASE("requests about members that cannot be are refused with Logto's codes") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_organizations(server);
    server.add_member("acme", "alice", "reader");
    const auto users = acme + "/users";
    const auto roles = users + "/alice/roles";
    constexpr const char* missing = "entity.relation_foreign_key_not_found";
    constexpr const char* stranger = "organization.require_membership";
    constexpr const char* constraint = "entity.db_constraint_violated";
    const struct {
      Method method;
      std::string path;
      const char* body;
      int status;
      const char* code;
    } cases[] = {
        {Method::get, "/organizations/none/users", "", 404, "entity.not_exists_with_id"},
        {Method::post, users, R"({"userIds":[]})", 400, "guard.invalid_input"},
        {Method::post, users, R"({"userIds":[""]})", 400, "guard.invalid_input"},
        {Method::post, users, R"({"userIds":["alice","none"]})", 422, missing},
        {Method::post, "/organizations/none/users", R"({"userIds":["bob"]})", 422, missing},
        {Method::put, users, R"({"userIds":["bob","none"]})", 422, missing},
        {Method::delete_, users + "/bob", "", 404, "entity.not_found"},
        {Method::get, users + "/bob/roles", "", 422, stranger},
        {Method::post,
         users + "/bob/roles",
         R"({"organizationRoleIds":["reader"]})",
         422,
         stranger},
        {Method::put, users + "/bob/roles", "{}", 422, stranger},
        {Method::delete_, users + "/bob/roles/reader", "", 422, stranger},
        {Method::post, roles, R"({"organizationRoleIds":["none"]})", 422, missing},
        {Method::post,
         roles,
         R"({"organizationRoleNames":["none"]})",
         422,
         "organization.role_names_not_found"},
        {Method::post, roles, R"({"organizationRoleIds":["robot"]})", 422, constraint},
        {Method::put, roles, R"({"organizationRoleIds":["reader","robot"]})", 422, constraint},
        {Method::put, roles, R"({"organizationRoleIds":["reader","none"]})", 422, missing},
        {Method::delete_, roles + "/writer", "", 404, "entity.not_found"},
        {Method::post,
         users + "/roles",
         R"({"userIds":["alice"],"organizationRoleIds":["robot"]})",
         422,
         constraint},
        {Method::post,
         users + "/roles",
         R"({"userIds":["alice"],"organizationRoleIds":[]})",
         400,
         "guard.invalid_input"},
    };
    for (const auto& one : cases) {
      CAPTURE(one.path);
      CAPTURE(one.body);
      const auto response = administrator.send(one.method, one.path, one.body);
      CHECK(response.status == one.status);
      CHECK(to_answer(response).text("code") == one.code);
    }
    CHECK(members(administrator) == "alice:reader, ");
  });
}

TEST_CASE("a user of another tenant cannot become a member") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_organizations(server);
    const storage::UserStore others(*server.database, TenantId("admin"));
    server.commit(others.insert(a_user("mallory"), std::nullopt));
    const auto answer =
        to_answer(administrator.send(Method::post, acme + "/users", R"({"userIds":["mallory"]})"));
    CHECK(answer.status() == 422);
    CHECK(answer.text("code") == "entity.relation_foreign_key_not_found");
  });
}

}  // namespace daemun::flows
