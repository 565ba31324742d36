// Machines in organizations over the Management API.
#include <doctest/doctest.h>

#include "flows/harness/administrator.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string path = "/organizations/acme/applications";
const std::string api = "https://api.example";

// Acme, a machine, and a role of each type.
void add_acme(Server& server) {
  server.insert(an_organization("acme"));
  server.insert(an_application("robot", ApplicationType::machine_to_machine));
  server.insert(an_application("web"));
  server.insert_organization_scope("read:data");
  server.insert(a_resource(api, {"read"}));
  server.insert_organization_role(
      "sensor", RoleType::machine_to_machine, {"read:data"}, {{api, "read"}}
  );
  server.insert_organization_role("member", RoleType::user, {"read:data"}, {});
}

std::string code_of(const http::Response& response) {
  return std::to_string(response.status) + " " + to_answer(response).text("code");
}

// The scope of the machine's token for the organization.
std::string organization_scope(Server& server) {
  const auto answer = Client(server, "robot")
                          .post(
                              "/oidc/token",
                              {{"grant_type", "client_credentials"},
                               {"organization_id", "acme"},
                               {"scope", "read:data"}}
                          );
  return answer.status() == 200 ? answer.text("scope") : answer.text("error");
}

// The scope of its token for the API, within the organization.
std::string api_scope(Server& server) {
  const auto answer = Client(server, "robot")
                          .post(
                              "/oidc/token",
                              {{"grant_type", "client_credentials"},
                               {"organization_id", "acme"},
                               {"resource", api},
                               {"scope", "read"}}
                          );
  REQUIRE(answer.status() == 200);
  return answer.has("scope") ? answer.text("scope") : "";
}

}  // namespace

TEST_CASE("a machine joins an organization, is given a role there, and leaves it") {
  for_each_engine([](Server& server) {
    add_acme(server);
    Administrator administrator(server);
    const auto refused = organization_scope(server);
    CHECK(refused == "access_denied");
    CHECK(
        json::serialize(
            administrator.expect(201, Method::post, path, R"({"applicationIds":["robot"]})")
        ) == R"({"applicationIds":["robot"]})"
    );
    CHECK(
        administrator
            .send(Method::post, path + "/robot/roles", R"({"organizationRoleIds":["sensor"]})")
            .status == 201
    );
    CHECK(organization_scope(server) == "read:data");
    const auto listed = administrator.get(path).as_array();
    REQUIRE(listed.size() == 1);
    CHECK(listed[0].at("id").as_string() == "robot");
    CHECK(
        json::serialize(listed[0].at("organizationRoles")) == R"([{"id":"sensor","name":"sensor"}])"
    );
    CHECK(administrator.get(path + "?q=ROB").as_array().size() == 1);
    CHECK(administrator.get(path + "?q=none").as_array().empty());
    CHECK(administrator.get(path + "/robot/roles").as_array().size() == 1);
    CHECK(administrator.send(Method::delete_, path + "/robot/roles/sensor").status == 204);
    CHECK(organization_scope(server).empty());
    const auto both = R"({"applicationIds":["robot"],"organizationRoleIds":["sensor"]})";
    CHECK(administrator.send(Method::post, path + "/roles", both).status == 201);
    CHECK(organization_scope(server) == "read:data");
    const auto none = R"({"organizationRoleIds":[]})";
    CHECK(administrator.send(Method::put, path + "/robot/roles", none).status == 204);
    CHECK(organization_scope(server).empty());
    CHECK(administrator.send(Method::delete_, path + "/robot").status == 204);
    CHECK(organization_scope(server) == "access_denied");
  });
}

TEST_CASE("what a role in an organization permits a machine is seen at once, and lost at once") {
  for_each_engine([](Server& server) {
    add_acme(server);
    Administrator administrator(server);
    const auto send = [&](Method method, const std::string& below, const char* body = "") {
      const auto status = administrator.send(method, path + below, body).status;
      CHECK((status == 201 || status == 204));
    };
    const auto robot = R"({"applicationIds":["robot"]})";
    const auto sensor = R"({"organizationRoleIds":["sensor"]})";
    send(Method::post, "", robot);
    CHECK(api_scope(server).empty());
    send(Method::post, "/robot/roles", sensor);
    CHECK(api_scope(server) == "read");
    send(Method::delete_, "/robot/roles/sensor");
    CHECK(api_scope(server).empty());
    send(Method::put, "/robot/roles", sensor);
    CHECK(api_scope(server) == "read");
    // Out and in again, without the role.
    send(Method::delete_, "/robot");
    send(Method::post, "", robot);
    CHECK(api_scope(server).empty());
  });
}

TEST_CASE("machines of an organization that cannot be are refused with Logto's codes") {
  for_each_engine([](Server& server) {
    add_acme(server);
    Administrator administrator(server);
    const std::string missing = "422 entity.relation_foreign_key_not_found";
    const auto add = [&](const char* id, const std::string& to = path) {
      const auto body = R"({"applicationIds":[")" + std::string(id) + R"("]})";
      return code_of(administrator.send(Method::post, to, body));
    };
    CHECK(add("none") == missing);
    CHECK(add("robot", "/organizations/none/applications") == missing);
    CHECK(
        code_of(administrator.send(Method::get, path + "/robot/roles")) ==
        "422 organization.require_membership"
    );
    CHECK(code_of(administrator.send(Method::delete_, path + "/robot")) == "404 entity.not_found");
    CHECK(add("robot") == "201 ");
    const auto give = [&](const char* role) {
      const auto body = R"({"organizationRoleIds":[")" + std::string(role) + R"("]})";
      return code_of(administrator.send(Method::post, path + "/robot/roles", body));
    };
    CHECK(give("none") == missing);
    CHECK(give("member") == "422 entity.db_constraint_violated");
  });
}

}  // namespace daemun::flows
