// Users and applications that hold a role, over the Management API.
#include <doctest/doctest.h>

#include "flows/harness/administrator.h"
#include "flows/harness/shop.h"

namespace daemun::flows {
namespace {

using http::Method;

std::string string_at(const json::object& object, std::string_view name) {
  return std::string(find_string(object, name).value_or(""));
}

std::string ids_of(const json::value& list) {
  std::string text;
  for (const auto& one : list.as_array())
    text += (text.empty() ? "" : ", ") + string_at(one.as_object(), "id");
  return text;
}

void add_robot(Server& server) {
  server.insert(an_application("robot", ApplicationType::machine_to_machine));
  server.insert_role("stock", RoleType::machine_to_machine, {{shop_api, "shop:read"}});
}

}  // namespace

TEST_CASE("a role is given to users, who are listed and searched, and taken away") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_shop(server);
    auto user = a_user("bob");
    user.name = "Bob";
    user.primary_email = "bob@shop.example";
    user.created_at += std::chrono::seconds(1);
    server.insert(user);
    server.insert_role("clerk", RoleType::user, {});
    const std::string path = "/roles/clerk/users";
    const auto added =
        administrator.expect(201, Method::post, path, R"({"userIds":["alice","bob"]})");
    CHECK(json::serialize(added) == R"({"userIds":["alice","bob"]})");
    CHECK(ids_of(administrator.get(path)) == "bob, alice");  // the newest first
    const auto page = administrator.send(Method::get, path + "?page=2&page_size=1");
    CHECK(*page.find("total-number") == "2");
    CHECK(ids_of(json::parse(page.body)) == "alice");
    CHECK(
        json::serialize(administrator.get(path + "?search.primaryEmail=bob%25")) ==
        R"([{"id":"bob","username":"bob","primaryEmail":"bob@shop.example","primaryPhone":null,)"
        R"("name":"Bob","avatar":null,"customData":{},"identities":{},"lastSignInAt":null,)"
        R"("createdAt":1795412091179,"updatedAt":1795412091488,"profile":{},"applicationId":null,)"
        R"("cimdClientId":null,"isSuspended":false,"hasPassword":true}])"
    );
    CHECK(ids_of(administrator.get(path + "?search=%25lic%25")) == "alice");
    CHECK(administrator.send(Method::get, path + "?search.avatar=x").status == 400);

    CHECK(administrator.send(Method::delete_, path + "/bob").status == 204);
    CHECK(administrator.send(Method::delete_, path + "/bob").status == 404);
    CHECK(ids_of(administrator.get(path)) == "alice");
  });
}

TEST_CASE("a role is given to machines, which are listed and searched, and taken away") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_shop(server);
    add_robot(server);
    const std::string path = "/roles/stock/applications";
    const auto added = administrator.expect(
        201, Method::post, path, R"({"applicationIds":["robot","admin-machine"]})"
    );
    CHECK(json::serialize(added) == R"({"applicationIds":["robot","admin-machine"]})");
    const auto listed = administrator.get(path + "?search.name=rob%25").as_array();
    REQUIRE(listed.size() == 1);
    CHECK(listed[0] == administrator.get("/applications?search.name=robot").as_array().at(0));
    CHECK(*administrator.send(Method::get, path + "?page_size=1").find("total-number") == "2");
    CHECK(string_at(claims_of(administrator.token(shop_api, "shop:read")), "scope") == "shop:read");

    CHECK(administrator.send(Method::delete_, path + "/admin-machine").status == 204);
    CHECK(administrator.send(Method::delete_, path + "/admin-machine").status == 404);
    CHECK(ids_of(administrator.get(path)) == "robot");
    CHECK(string_at(claims_of(administrator.token(shop_api, "shop:read")), "scope").empty());
  });
}

TEST_CASE("a role that is given to a user is in the user's next token") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_shop(server);
    server.insert_role("clerk", RoleType::user, {{shop_api, "shop:refund"}});
    const Client client(server, "web");
    const auto scope = [&] {
      // A grant does not grow: what is new takes a new sign-in.
      const auto refresh_token = client.tokens_of("alice", shop_request).text("refresh_token");
      return client.refresh(refresh_token, {{"resource", shop_api}}).text("scope");
    };
    CHECK(scope() == "shop:read shop:write");
    administrator.expect(201, Method::post, "/roles/clerk/users", R"({"userIds":["alice"]})");
    CHECK(scope() == "shop:read shop:write shop:refund");
    CHECK(administrator.send(Method::delete_, "/roles/clerk/users/alice").status == 204);
    CHECK(scope() == "shop:read shop:write");
  });
}

TEST_CASE("requests about holders of roles that cannot be are refused with Logto's codes") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    add_shop(server);
    add_robot(server);
    const storage::UserStore theirs(*server.database, TenantId("admin"));
    auto stranger = a_user("stranger");
    server.commit(theirs.insert(stranger, std::nullopt));
    const struct {
      Method method;
      std::string path;
      std::string body;
      int status;
      const char* code;
    } cases[] = {
        {Method::get, "/roles/none/users", "", 404, "entity.not_exists_with_id"},
        {Method::get, "/roles/none/applications", "", 404, "entity.not_exists_with_id"},
        {Method::post,
         "/roles/none/users",
         R"({"userIds":["alice"]})",
         404,
         "entity.not_exists_with_id"},
        {Method::post, "/roles/shopper/users", R"({"userIds":[]})", 400, "guard.invalid_input"},
        {Method::post, "/roles/shopper/users", R"({"userIds":[""]})", 400, "guard.invalid_input"},
        {Method::post, "/roles/shopper/users", R"({"userIds":["alice"]})", 422, "role.user_exists"},
        {Method::post,
         "/roles/shopper/users",
         R"({"userIds":["stranger"]})",
         404,
         "entity.not_exists_with_id"},
        {Method::post,
         "/roles/stock/users",
         R"({"userIds":["alice"]})",
         422,
         "entity.db_constraint_violated"},
        {Method::delete_, "/roles/shopper/users/none", "", 404, "entity.not_found"},
        {Method::post,
         "/roles/none/applications",
         R"({"applicationIds":["robot"]})",
         404,
         "entity.not_exists_with_id"},
        {Method::post,
         "/roles/stock/applications",
         R"({"applicationIds":[]})",
         400,
         "guard.invalid_input"},
        {Method::post,
         "/roles/administration/applications",
         R"({"applicationIds":["robot","admin-machine"]})",
         422,
         "role.application_exists"},
        {Method::post,
         "/roles/stock/applications",
         R"({"applicationIds":["robot","none"]})",
         404,
         "entity.not_exists_with_id"},
        {Method::post,
         "/roles/stock/applications",
         R"({"applicationIds":["web"]})",
         422,
         "application.invalid_type"},
        {Method::post,
         "/roles/shopper/applications",
         R"({"applicationIds":["robot"]})",
         422,
         "entity.db_constraint_violated"},
        {Method::delete_, "/roles/stock/applications/robot", "", 404, "entity.not_found"},
    };
    for (const auto& one : cases) {
      CAPTURE(one.path);
      CAPTURE(one.body);
      const auto response = administrator.send(one.method, one.path, one.body);
      CHECK(response.status == one.status);
      CHECK(to_answer(response).text("code") == one.code);
    }
    CHECK(ids_of(administrator.get("/roles/shopper/users")) == "alice");
    CHECK(ids_of(administrator.get("/roles/stock/applications")).empty());
  });
}

TEST_CASE("lists of a role's holders take three reads, however many there are") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.insert_role("clerk", RoleType::user, {});
    for (const char* name : {"ann", "bob", "cat"}) {
      server.insert(a_user(name));
      server.commit(server.users.assign_role(UserId(name), RoleId("clerk")));
    }
    administrator.get("/roles");  // the signing keys are settings, read once
    auto before = server.database->counters().reads;
    CHECK(administrator.get("/roles/clerk/users").as_array().size() == 3);
    CHECK(server.database->counters().reads - before <= 3);
    before = server.database->counters().reads;
    CHECK(administrator.get("/roles/administration/applications").as_array().size() == 1);
    CHECK(server.database->counters().reads - before <= 3);
  });
}

}  // namespace daemun::flows
