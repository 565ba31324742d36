// No administrator can lock all of them out.
#include "app/app.h"
#include "storage/user_store.h"

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

// Only with that identifier.
std::string sign_in_with(const std::string& identifier) {
  return R"({"signIn":{"methods":[{"identifier":")" + identifier +
         R"(","password":true,"verificationCode":false,"isPasswordPrimary":true}]},)" +
         R"("signUp":{"identifiers":[],"password":true,"verify":false}})";
}

// From the authorization request to the sign-in page.
Browser at_sign_in_page(Server& server) {
  Browser browser(server, administration);
  const Fields fields{
      {"client_id", "admin-console"},
      {"redirect_uri", administration.endpoint + "/console/callback"},
      {"response_type", "code"},
      {"scope", "openid"},
      {"code_challenge", code_challenge_of(code_verifier)},
      {"code_challenge_method", "S256"}};
  REQUIRE(browser.get("/oidc/auth?" + to_form(fields)).status == 303);
  return browser;
}

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
        {Method::patch, "/users/ann/password/expiration", R"({"isExpired":true})"},
        {Method::patch, "/users/ann", R"({"username":null})"},
        {Method::patch, "/users/ann", R"({"username":"","primaryEmail":"ann@app.example"})"},
        {Method::patch, "/sign-in-exp", sign_in_with("email")},
        {Method::patch, "/sign-in-exp", sign_in_with("phone")},
        {Method::patch,
         "/sign-in-exp",
         R"({"signIn":{"methods":[]},"signUp":{"identifiers":[],"password":true,"verify":false}})"},
    };
    for (const auto& one : calls) {
      CAPTURE(one.path);
      const auto refused = room.call(one.method, one.path, one.body);
      CHECK(refused.status() == 422);
      CHECK(refused.text("code") == "console.last_administrator");
    }
    // A user who cannot sign in does not count as an administrator.
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

TEST_CASE("a policy that nobody can skip is turned on by an administrator who can follow it") {
  for_each_engine([](Server& server) {
    Room room(server);
    const auto change = [&](const std::string& mfa) {
      return room.call(Method::patch, "/sign-in-exp", R"({"mfa":)" + mfa + "}");
    };
    const std::string demanded = R"({"factors":["Totp"],"policy":"Mandatory"})";
    CHECK(change(R"({"factors":["Totp"],"policy":"UserControlled"})").status() == 200);
    const auto refused = change(demanded);
    CHECK(refused.status() == 422);
    CHECK(refused.text("code") == "sign_in_experiences.administrator_without_factor");
    const auto factors = "/users/ann/mfa-verifications";
    CHECK(room.call(Method::post, factors, R"({"type":"Totp"})").status() == 200);
    CHECK(change(demanded).status() == 200);
    CHECK(change(R"({"factors":[],"policy":"NoPrompt"})").status() == 200);
  });
}

TEST_CASE("settings may change as long as one administrator can sign in") {
  for_each_engine([](Server& server) {
    Room room(server);
    const auto status = [&](const std::string& path, const std::string& body) {
      return room.call(Method::patch, path, body).status();
    };
    CHECK(status("/users/ann", R"({"username":"anna","name":"Ann"})") == 200);
    CHECK(status("/users/ann", R"({"primaryEmail":"ann@app.example"})") == 200);
    CHECK(status("/sign-in-exp", sign_in_with("email")) == 200);
    CHECK(status("/users/ann", R"({"username":null})") == 200);
    CHECK(status("/users/ann", R"({"primaryEmail":null})") == 422);
    CHECK(status("/sign-in-exp", sign_in_with("username")) == 422);
    CHECK(status("/users/ann/password/expiration", R"({"isExpired":false})") == 200);
    // Another administrator can sign in, so this one is not the last.
    room.installation.insert_administrator("ben");
    CHECK(status("/users/ben", R"({"primaryEmail":"ben@app.example"})") == 200);
    CHECK(status("/users/ann/password/expiration", R"({"isExpired":true})") == 200);
    CHECK(status("/users/ben", R"({"primaryEmail":null})") == 422);
  });
}

TEST_CASE("no setting opens registration to strangers in the administrators' tenant") {
  for_each_engine([](Server& server) {
    Room room(server);
    for (const char* mode : {"SignInAndRegister", "Register"}) {
      const auto body = R"({"signInMode":")" + std::string(mode) + R"("})";
      const auto refused = room.call(Method::patch, "/sign-in-exp", body);
      CHECK(refused.status() == 422);
      CHECK(refused.text("code") == "console.registration_closed");
    }
    CHECK(room.call(Method::patch, "/sign-in-exp", R"({"signInMode":"SignIn"})").status() == 200);
    // A row that an older version has let in counts for nothing.
    auto document = make_default_sign_in_experience();
    document["signInMode"] = "SignInAndRegister";
    const storage::TenantStore tenants(*server.database, server.vault, TenantId("admin"));
    room.installation.commit(tenants.upsert_sign_in_experience(json::serialize(document)));
    CHECK(room.call(Method::get, "/sign-in-exp").text("signInMode") == "SignIn");

    auto browser = at_sign_in_page(server);
    const auto send = [&](Method method, const std::string& path, const json::object& body) {
      return to_answer(browser.send_json(method, "/api/experience" + path, body));
    };
    CHECK(
        send(Method::put, "", {{"interactionEvent", "Register"}}).text("code") == "auth.forbidden"
    );
    CHECK(send(Method::put, "", {{"interactionEvent", "SignIn"}}).status() == 204);
    const json::object identity{
        {"identifier", {{"type", "username"}, {"value", "stranger"}}}, {"password", user_password}};
    CHECK(
        send(Method::post, "/verification/new-password-identity", identity).text("code") ==
        "auth.forbidden"
    );
    // Not even a link that an administrator has made, if it was not made as an invitation.
    const auto link =
        room.call(Method::post, "/one-time-tokens", R"({"email":"stranger@app.example"})");
    REQUIRE(link.status() == 201);
    const json::object proof{
        {"identifier", {{"type", "email"}, {"value", "stranger@app.example"}}},
        {"token", link.text("token")}};
    CHECK(send(Method::post, "/verification/one-time-token/verify", proof).status() == 200);
    CHECK(
        send(Method::put, "/interaction-event", {{"interactionEvent", "Register"}}).text("code") ==
        "auth.forbidden"
    );
  });
}

TEST_CASE("an invitation makes an administrator of its address, and of nobody else") {
  for_each_engine([](Server& server) {
    Room room(server);
    const json::object invitation{
        {"email", "eve@app.example"}, {"context", {{"jitRoleIds", json::array{room.role_id()}}}}};
    const auto link =
        room.call(Method::post, "/one-time-tokens", json::serialize(invitation)).text("token");
    auto browser = at_sign_in_page(server);
    const auto send = [&](Method method, const std::string& path, const json::object& body) {
      return to_answer(browser.send_json(method, "/api/experience" + path, body));
    };
    send(Method::put, "", {{"interactionEvent", "SignIn"}});
    const json::object proof{
        {"identifier", {{"type", "email"}, {"value", "eve@app.example"}}}, {"token", link}};
    const auto id =
        send(Method::post, "/verification/one-time-token/verify", proof).text("verificationId");
    const json::object register_{{"interactionEvent", "Register"}};
    CHECK(send(Method::put, "/interaction-event", register_).status() == 204);
    send(Method::post, "/profile", {{"type", "username"}, {"value", "eve"}});
    send(Method::post, "/profile", {{"type", "password"}, {"value", user_password}});
    CHECK(send(Method::post, "/identification", {}).text("code") == "auth.forbidden");
    CHECK(send(Method::post, "/identification", {{"verificationId", id}}).status() == 201);
    CHECK(send(Method::post, "/submit", {}).status() == 200);
    const Identifier eve{.type = IdentifierType::username, .value = "eve"};
    const auto user = run_task(room.installation.users.find(eve));
    REQUIRE(user);
    CHECK(user->primary_email == "eve@app.example");
    const auto roles = room.call(Method::get, "/users/" + user->id.value() + "/roles");
    CHECK(roles.response.body.find("default:admin") != std::string::npos);
  });
}

TEST_CASE("POST /api/users in the administrators' tenant makes no administrator") {
  for_each_engine([](Server& server) {
    Room room(server);
    const auto made =
        room.call(Method::post, "/users", R"({"username":"eve","password":"Open, sesame 4711!"})");
    REQUIRE(made.status() == 200);
    const auto roles = "/users/" + made.text("id") + "/roles";
    CHECK(room.call(Method::get, roles).response.body == "[]");
    const auto body = R"({"roleIds":[")" + room.role_id() + R"("]})";
    CHECK(room.call(Method::post, roles, body).status() == 201);
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
    // Fewer than three when the caller's own account went first.
    CHECK(deleted >= 1);
    const storage::UserStore users(*server.database, TenantId("admin"));
    std::size_t left = 0;
    for (const auto& name : names)
      left += run_task(users.find(UserId(name))) ? 1 : 0;
    CHECK(left >= 1);
    CHECK(left == names.size() - static_cast<std::size_t>(deleted));
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

TEST_CASE("the built-in resources of the admin tenant cannot be changed") {
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
    CHECK(seen == 3);
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
