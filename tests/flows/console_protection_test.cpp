// What no administrator can do to all of them.
#include "app/app.h"

#include <boost/asio/co_spawn.hpp>
#include <doctest/doctest.h>

#include "flows/harness/installation.h"

namespace daemun::flows {
namespace {

using http::Method;

// An administrator's view of the admin tenant.
class Room {
 public:
  explicit Room(Server& server) : installation(server) {
    installation.insert_administrator("ann");
    token_ = installation.sign_in("ann", api_of_admin).text("access_token");
  }

  Answer call(Method method, const std::string& path, const std::string& body = "") {
    return installation.call(administration, token_, method, path, body);
  }
  http::Request a_call(Method method, const std::string& path) {
    auto request = a_request(method, "/api" + path, administration);
    request.headers.push_back({"authorization", "Bearer " + token_});
    return request;
  }
  std::string role_id() {
    return run_task(installation.roles.find_by_name("default:admin"))->id.value();
  }

  Installation installation;

 private:
  std::string token_;
};

}  // namespace

TEST_CASE("the last administrator cannot be deleted, suspended or lose the role") {
  for_each_engine([](Server& server) {
    Room room(server);
    const auto role = room.role_id();
    const struct {
      Method method;
      std::string path;
      std::string body;
    } calls[] = {
        {Method::delete_, "/users/ann", ""},
        {Method::patch, "/users/ann/is-suspended", R"({"isSuspended":true})"},
        {Method::delete_, "/users/ann/roles/" + role, ""},
        {Method::put, "/users/ann/roles", R"({"roleIds":[]})"},
        {Method::delete_, "/roles/" + role + "/users/ann", ""},
    };
    for (const auto& one : calls) {
      CAPTURE(one.path);
      const auto refused = room.call(one.method, one.path, one.body);
      CHECK(refused.status() == 422);
      CHECK(refused.text("code") == "console.last_administrator");
    }
    // Somebody who may not sign in is none.
    room.installation.insert_administrator("ben");
    CHECK(
        room.call(Method::patch, "/users/ben/is-suspended", R"({"isSuspended":true})").status() ==
        200
    );
    CHECK(room.call(Method::delete_, "/users/ann").text("code") == "console.last_administrator");
    CHECK(
        room.call(Method::patch, "/users/ben/is-suspended", R"({"isSuspended":false})").status() ==
        200
    );
    CHECK(room.call(Method::delete_, "/users/ann").status() == 204);
  });
}

TEST_CASE("what leaves the last administrator one is allowed") {
  for_each_engine([](Server& server) {
    Room room(server);
    room.installation.insert_visitor("eve");
    const Role other{.id = RoleId("other"), .name = "other"};
    room.installation.commit(room.installation.roles.insert(other));
    const auto both = R"({"roleIds":[")" + room.role_id() + R"(","other"]})";
    CHECK(room.call(Method::put, "/users/ann/roles", both).status() == 200);
    CHECK(room.call(Method::delete_, "/users/ann/roles/other").status() == 204);
    CHECK(room.call(Method::delete_, "/users/ann/roles/other").status() == 404);
    CHECK(
        room.call(Method::patch, "/users/ann/is-suspended", R"({"isSuspended":false})").status() ==
        200
    );
    CHECK(room.call(Method::delete_, "/users/eve").status() == 204);
    CHECK(room.call(Method::delete_, "/users/eve").status() == 404);
  });
}

TEST_CASE("administrators who delete each other at once leave one") {
  for_each_engine([](Server& server) {
    Room room(server);
    const std::vector<std::string> names{"ann", "ben", "cem", "dan"};
    for (std::size_t i = 1; i < names.size(); ++i)
      room.installation.insert_administrator(names[i]);
    boost::asio::io_context loop(1);
    int deleted = 0;
    for (const auto& name : names) {
      boost::asio::co_spawn(
          loop.get_executor(),
          server.door->handle(room.a_call(Method::delete_, "/users/" + name)),
          [&](std::exception_ptr error, http::Response response) {
            CHECK(!error);
            deleted += response.status == 204 ? 1 : 0;
          }
      );
    }
    loop.run();
    CHECK(deleted == 3);
  });
}

TEST_CASE("the role of administrators and the console's application cannot be changed") {
  for_each_engine([](Server& server) {
    Room room(server);
    const auto role = "/roles/" + room.role_id();
    const auto scopes = room.call(Method::get, role + "/scopes").response.body;
    const auto scope = std::string(json::parse(scopes).as_array().front().at("id").as_string());
    const struct {
      Method method;
      std::string path;
      std::string body;
      int status;
      const char* code;
    } calls[] = {
        {Method::delete_, role, "", 403, "role.internal_role_violation"},
        {Method::patch, role, R"({"name":"x"})", 403, "role.internal_role_violation"},
        {Method::patch, role, R"({"isDefault":false})", 403, "role.internal_role_violation"},
        {Method::delete_, role + "/scopes/" + scope, "", 403, "role.internal_role_violation"},
        {Method::post,
         role + "/scopes",
         R"({"scopeIds":[")" + scope + R"("]})",
         403,
         "role.internal_role_violation"},
        {Method::delete_, "/applications/admin-console", "", 403, "application.built_in"},
        {Method::patch,
         "/applications/admin-console",
         R"({"oidcClientMetadata":{"redirectUris":[],"postLogoutRedirectUris":[]}})",
         403,
         "application.built_in"},
    };
    for (const auto& one : calls) {
      CAPTURE(one.path);
      const auto refused = room.call(one.method, one.path, one.body);
      CHECK(refused.status() == one.status);
      CHECK(refused.text("code") == one.code);
    }
  });
}

TEST_CASE("neither Management API's resource of the admin tenant can be changed") {
  for_each_engine([](Server& server) {
    Room room(server);
    const auto body = room.call(Method::get, "/resources?includeScopes=true").response.body;
    const auto list = json::parse(body);
    int seen = 0;
    for (const auto& value : list.as_array()) {
      const auto& resource = value.as_object();
      const auto path = "/resources/" + std::string(resource.at("id").as_string());
      const auto scope = std::string(resource.at("scopes").as_array().front().at("id").as_string());
      CHECK(
          room.call(Method::delete_, path).text("code") == "resource.cannot_delete_management_api"
      );
      const struct {
        Method method;
        std::string path;
        const char* body;
      } changes[] = {
          {Method::patch, path, R"({"name":"x"})"},
          {Method::patch, path + "/is-default", R"({"isDefault":true})"},
          {Method::post, path + "/scopes", R"({"name":"more"})"},
          {Method::patch, path + "/scopes/" + scope, R"({"name":"x"})"},
          {Method::delete_, path + "/scopes/" + scope, ""},
      };
      for (const auto& one : changes) {
        CAPTURE(one.path);
        const auto refused = room.call(one.method, one.path, one.body);
        CHECK(refused.text("code") == "resource.cannot_modify_management_api");
      }
      ++seen;
    }
    CHECK(seen == 2);
  });
}

TEST_CASE("a user of another tenant may be the last one there") {
  for_each_engine([](Server& server) {
    Room room(server);
    server.insert(a_user("alice"));
    const auto token = room.installation.sign_in("ann", api_of_default).text("access_token");
    CHECK(
        room.installation
            .call(Site{}, token, Method::delete_, "/users/" + a_user("alice").id.value())
            .status() == 204
    );
  });
}

}  // namespace daemun::flows
