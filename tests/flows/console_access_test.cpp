// Administrators: users of the admin tenant whose tokens open the Management API of either tenant.
#include "base/text.h"

#include <doctest/doctest.h>

#include "flows/harness/installation.h"

namespace daemun::flows {

TEST_CASE("the console gets an administrator a token for the API of each tenant") {
  for_each_engine([](Server& server) {
    Installation installation(server);
    installation.insert_administrator("ann");
    const auto first = installation.sign_in("ann", api_of_default);
    REQUIRE(first.status() == 200);
    const auto second = installation.refresh(first, api_of_admin);
    REQUIRE(second.status() == 200);
    const auto for_default = first.text("access_token");
    const auto for_admin = second.text("access_token");
    CHECK(claims_of(for_default).at("aud").as_string() == api_of_default);
    CHECK(claims_of(for_admin).at("aud").as_string() == api_of_admin);

    const Site users_site;
    CHECK(installation.get(users_site, for_default, "/users").status() == 200);
    CHECK(installation.get(administration, for_admin, "/users").status() == 200);
    // Each audience is one tenant's.
    CHECK(installation.get(users_site, for_admin, "/users").text("code") == "auth.unauthorized");
    CHECK(
        installation.get(administration, for_default, "/users").text("code") == "auth.unauthorized"
    );
  });
}

TEST_CASE("a user of the admin tenant without the role may not call the Management API") {
  for_each_engine([](Server& server) {
    Installation installation(server);
    installation.insert_visitor("eve");
    const auto first = installation.sign_in("eve", api_of_default);
    REQUIRE(first.status() == 200);
    const auto refused = installation.get(Site{}, first.text("access_token"), "/users");
    CHECK(refused.status() == 403);
    CHECK(refused.text("code") == "auth.forbidden");
    const auto second = installation.refresh(first, api_of_admin);
    REQUIRE(second.status() == 200);
    CHECK(installation.get(administration, second.text("access_token"), "/users").status() == 403);
  });
}

TEST_CASE("a token for the API ends to be renewed when its administrator loses the role") {
  for_each_engine([](Server& server) {
    Installation installation(server);
    installation.insert_administrator("ann");
    const auto first = installation.sign_in("ann", api_of_default);
    const auto role = run_task(installation.roles.find_by_name("default:admin"));
    installation.commit(installation.roles.remove_user(role->id, UserId("ann")));
    const auto renewed = installation.refresh(first, api_of_default);
    REQUIRE(renewed.status() == 200);
    CHECK(installation.get(Site{}, renewed.text("access_token"), "/users").status() == 403);
  });
}

TEST_CASE("a token for the API ends with the account of its administrator") {
  for_each_engine([](Server& server) {
    Installation installation(server);
    for (const char* name : {"ann", "ben", "eve"})
      installation.insert_administrator(name);
    const auto token_of = [&](const std::string& name, const std::string& api) {
      return installation.sign_in(name, api).text("access_token");
    };
    const auto ann = token_of("ann", api_of_admin);
    const auto ben = token_of("ben", api_of_default);
    const auto eve = token_of("eve", api_of_admin);
    CHECK(installation.get(Site{}, ben, "/users").status() == 200);
    const auto change = [&](http::Method method, const char* path, const char* body) {
      return installation.call(administration, ann, method, path, body).status();
    };
    CHECK(change(http::Method::delete_, "/users/ben", "") == 204);
    CHECK(change(http::Method::patch, "/users/eve/is-suspended", R"({"isSuspended":true})") == 200);
    CHECK(installation.get(Site{}, ben, "/users").text("code") == "auth.unauthorized");
    CHECK(installation.get(administration, eve, "/users").text("code") == "auth.unauthorized");
    CHECK(installation.get(administration, ann, "/users").status() == 200);
  });
}

// Whatever page they sign out at.
TEST_CASE("the console's tokens end when its administrator signs out of the account center") {
  for_each_engine([](Server& server) {
    Installation installation(server);
    installation.insert_administrator("ann");
    Browser browser(server, administration);
    const auto tokens = installation.sign_in(browser, "ann", api_of_default);
    const auto token = tokens.text("access_token");
    REQUIRE(installation.get(Site{}, token, "/users").status() == 200);
    sign_out(browser, "account-center");
    CHECK(installation.get(Site{}, token, "/users").text("code") == "auth.unauthorized");
    CHECK(installation.refresh(tokens, api_of_default).text("error") == "invalid_grant");
  });
}

TEST_CASE("the console is at the admin endpoint only") {
  for_each_engine([](Server& server) {
    Browser administrator(server, administration);
    const auto root = administrator.get("/");
    CHECK(root.status == 302);
    CHECK(header(root, "location") == "/console");
    Browser user(server);
    for (const std::string path : {"/console", "/console/users/u1"}) {
      CAPTURE(path);
      // A build without pages says so.
      const auto shown = to_lower_ascii(administrator.get(path).body);
      const bool is_document = shown.starts_with("<!doctype html");
      CHECK((is_document || shown.starts_with("this server was built without")));
      CHECK(user.get(path).status == 404);
    }
    CHECK(administrator.get("/console/assets/a.js").body.starts_with("Not found"));
    CHECK(user.get("/console/assets/a.js").status == 404);
    CHECK(user.get("/").status == 404);
  });
}

}  // namespace daemun::flows
