// Roles of machine-to-machine applications over the Management API.
#include <doctest/doctest.h>

#include "flows/harness/administrator.h"
#include "flows/harness/shop.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string path = "/applications/robot/roles";

// Machine roles "reader" and "writer" of the shop, and a machine without roles.
void add_robot(Server& server) {
  add_shop(server);
  server.insert(an_application("robot", ApplicationType::machine_to_machine));
  server.insert_role("reader", RoleType::machine_to_machine, {{shop_api, "shop:read"}});
  server.insert_role("writer", RoleType::machine_to_machine, {{shop_api, "shop:write"}});
}

std::string scope_of_token(Server& server) {
  const auto answer = Client(server, "robot")
                          .token(
                              {{"grant_type", "client_credentials"},
                               {"resource", shop_api},
                               {"scope", "shop:read shop:write"}}
                          );
  return answer.text("scope");
}

}  // namespace

TEST_CASE("roles are given to a machine, replaced and taken, and its tokens follow at once") {
  for_each_engine([](Server& server) {
    add_robot(server);
    Administrator administrator(server);
    CHECK(scope_of_token(server).empty());
    const auto given =
        administrator.expect(201, Method::post, path, R"({"roleIds":["reader","reader"]})");
    CHECK(json::serialize(given) == R"({"roleIds":["reader"],"addedRoleIds":["reader"]})");
    CHECK(scope_of_token(server) == "shop:read");
    const auto more =
        administrator.expect(201, Method::post, path, R"({"roleIds":["reader","writer"]})");
    CHECK(json::serialize(more) == R"({"roleIds":["reader","writer"],"addedRoleIds":["writer"]})");
    CHECK(scope_of_token(server) == "shop:read shop:write");
    const auto replaced = administrator.expect(200, Method::put, path, R"({"roleIds":["writer"]})");
    CHECK(json::serialize(replaced) == R"({"roleIds":["writer"]})");
    CHECK(scope_of_token(server) == "shop:write");
    CHECK(administrator.send(Method::delete_, path + "/writer").status == 204);
    CHECK(scope_of_token(server).empty());
    CHECK(administrator.send(Method::delete_, path + "/writer").status == 404);
  });
}

TEST_CASE("roles of a machine are listed by page and searched") {
  for_each_engine([](Server& server) {
    add_robot(server);
    Administrator administrator(server);
    administrator.expect(201, Method::post, path, R"({"roleIds":["writer","reader"]})");
    const auto page = administrator.send(Method::get, path + "?page=1&page_size=1");
    CHECK(*page.find("total-number") == "2");
    CHECK(
        page.body ==
        R"([{"tenantId":"default","id":"reader","name":"reader","description":"reader",)"
        R"("type":"MachineToMachine","isDefault":false}])"
    );
    CHECK(administrator.get(path).as_array().size() == 2);
    CHECK(administrator.get(path + "?search=%25writ%25").as_array().size() == 1);
    const auto before = server.database->counters().reads;
    administrator.get(path);
    CHECK(server.database->counters().reads - before <= 3);
  });
}

TEST_CASE("roles that an application cannot have are refused with Logto's codes") {
  for_each_engine([](Server& server) {
    add_robot(server);
    Administrator administrator(server);
    for (const auto& [method, of_web] :
         {std::pair(Method::get, "/applications/web/roles"),
          std::pair(Method::delete_, "/applications/web/roles/reader")}) {
      const auto refused = administrator.send(method, of_web);
      CHECK(refused.status == 422);
      CHECK(to_answer(refused).text("code") == "application.invalid_type");
    }
    for (const auto method : {Method::post, Method::put}) {
      const struct {
        std::string path;
        const char* body;
        int status;
        const char* code;
      } cases[] = {
          {path, R"({"roleIds":["none"]})", 404, "entity.not_exists_with_id"},
          {path, R"({"roleIds":["reader","shopper"]})", 422, "application.invalid_role_type"},
          {path, R"({"roleIds":[""]})", 400, "guard.invalid_input"},
          {path, "{}", 400, "guard.invalid_input"},
          {"/applications/web/roles", R"({"roleIds":["reader"]})", 422, "application.invalid_type"},
          {"/applications/none/roles", R"({"roleIds":[]})", 404, "entity.not_exists_with_id"},
      };
      for (const auto& one : cases) {
        CAPTURE(one.path);
        CAPTURE(one.body);
        const auto response = administrator.send(method, one.path, one.body);
        CHECK(response.status == one.status);
        CHECK(to_answer(response).text("code") == one.code);
      }
    }
    CHECK(scope_of_token(server).empty());
    CHECK(administrator.send(Method::get, "/applications/none/roles").status == 404);
    CHECK(administrator.send(Method::delete_, "/applications/none/roles/reader").status == 404);
  });
}

}  // namespace daemun::flows
