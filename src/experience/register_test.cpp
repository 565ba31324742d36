// The dialogue that ends in a new account, call by call, on a database in memory.
#include "experience/test_dialogue.h"
#include "storage/access_store.h"
#include "storage/profile_field_store.h"
#include "storage/role_store.h"

#include <boost/asio/co_spawn.hpp>
#include <doctest/doctest.h>

namespace daemun::experience {
namespace {

using namespace test;

Browser a_browser(TestTenant& tenant) {
  return {tenant, tenant.insert_interaction("app1")};
}

}  // namespace

TEST_CASE("submit creates the user with default roles and signs in") {
  TestTenant tenant;
  const storage::RoleStore roles(*tenant.database, tenant.tenant);
  Role role;
  role.id = RoleId("role1");
  role.name = "member";
  role.is_default = true;
  tenant.commit(roles.insert(role));

  auto browser = a_browser(tenant);
  CHECK(browser.start("Register").status == 204);
  const auto identity = browser.create_identity("ann", good_password);
  CHECK(identity.status == 200);
  CHECK(browser.identify(identity).status == 201);
  CHECK(
      tenant.find(browser.interaction().id)->experience_state.find(good_password) ==
      std::string::npos
  );
  CHECK(browser.submit().status == 200);

  const auto user =
      run_task(tenant.users().find(Identifier{.type = IdentifierType::username, .value = "ann"}));
  REQUIRE(user);
  CHECK(user->id.value().size() == 12);
  CHECK(user->application_id == ApplicationId("app1"));
  CHECK(tenant.find(browser.interaction().id)->login->user_id == user->id);
  const storage::AccessStore access(*tenant.database, tenant.tenant);
  CHECK(run_task(access.list_role_names(user->id)) == std::vector<std::string>{"member"});

  auto again = a_browser(tenant);
  again.start("SignIn");
  CHECK(again.verify_password("ann", good_password).status == 200);
}

TEST_CASE("submit of one name by two browsers at once creates one user") {
  TestTenant tenant;
  std::vector<Browser> browsers;
  for (int i = 0; i < 2; ++i) {
    browsers.push_back(a_browser(tenant));
    browsers.back().start("Register");
    CHECK(
        browsers.back().identify(browsers.back().create_identity("ann", good_password)).status ==
        201
    );
  }
  boost::asio::io_context loop(1);
  std::vector<http::Response> answers;
  for (auto& browser : browsers) {
    boost::asio::co_spawn(
        loop.get_executor(),
        browser.api.take(a_request(browser.interaction()), submit),
        [&](std::exception_ptr, http::Response response) { answers.push_back(std::move(response)); }
    );
  }
  loop.run();
  REQUIRE(answers.size() == 2);
  const auto& won = answers[answers[0].status == 200 ? 0 : 1];
  const auto& lost = answers[answers[0].status == 200 ? 1 : 0];
  CHECK(won.status == 200);
  CHECK(lost.status == 422);
  CHECK(code_of(lost) == "user.username_already_in_use");
  CHECK(run_task(tenant.users().list(10, 0)).size() == 1);
}

TEST_CASE("create_new_password_identity refuses a taken name") {
  TestTenant tenant;
  tenant.insert_user("ann");
  auto browser = a_browser(tenant);
  browser.start("Register");
  const auto refused = browser.create_identity("ann", good_password);
  CHECK(refused.status == 422);
  CHECK(code_of(refused) == "user.username_already_in_use");
}

TEST_CASE("create_new_password_identity says why a password is refused") {
  TestTenant tenant;
  auto browser = a_browser(tenant);
  browser.start("Register");
  const auto refused = browser.create_identity("ann", "Qw3#");
  CHECK(refused.status == 422);
  CHECK(code_of(refused) == "password.rejected");
  CHECK(
      json::serialize(body_of(refused).at("data")) ==
      R"([{"code":"password_rejected.too_short","interpolation":{"min":8}}])"
  );
  CHECK(code_of(browser.create_identity("ann_lee", "ann_lee1")) == "password.rejected");
}

TEST_CASE("create_new_password_identity asks the range service only where it is turned on") {
  TestTenant tenant;
  auto browser = a_browser(tenant);
  browser.start("Register");
  CHECK(browser.create_identity("ann", good_password).status == 200);
  CHECK(tenant.http.urls.empty());

  tenant.change_settings({{"passwordPolicy", {{"rejects", {{"pwnedRangeService", true}}}}}});
  // Out of order: registering does not depend on it.
  CHECK(browser.create_identity("ann", good_password).status == 200);
  REQUIRE(tenant.http.urls.size() == 1);
  CHECK(
      tenant.http.urls[0].size() == std::string("https://api.pwnedpasswords.com/range/12345").size()
  );
}

TEST_CASE("create_new_password_identity refuses addresses, which nobody has proven") {
  TestTenant tenant;
  auto browser = a_browser(tenant);
  browser.start("Register");
  const json::object body{
      {"identifier", {{"type", "email"}, {"value", "a@example.com"}}}, {"password", good_password}};
  const auto refused = browser.create_identity(body);
  CHECK(code_of(refused) == "guard.invalid_input");
}

TEST_CASE("a registration is refused at each step where the tenant does not let people") {
  TestTenant tenant;
  tenant.change_settings({{"signInMode", "SignIn"}});
  auto browser = a_browser(tenant);
  // A link may be to come.
  CHECK(browser.start("Register").status == 204);
  const auto refused = browser.create_identity("ann", good_password);
  CHECK(refused.status == 403);
  CHECK(code_of(refused) == "auth.forbidden");
  CHECK(browser.add_profile({{"type", "username"}, {"value", "ann"}}).status == 204);
  CHECK(browser.add_profile({{"type", "password"}, {"value", good_password}}).status == 204);
  CHECK(code_of(browser.identify()) == "auth.forbidden");
  CHECK(code_of(browser.submit()) == "auth.forbidden");
  CHECK(run_task(tenant.users().list(10, 0)).empty());
}

TEST_CASE("submit refuses to register after the tenant has closed it") {
  TestTenant tenant;
  auto browser = a_browser(tenant);
  browser.start("Register");
  browser.identify(browser.create_identity("ann", good_password));
  tenant.change_settings({{"signInMode", "SignIn"}});
  CHECK(code_of(browser.submit()) == "auth.forbidden");
  CHECK(run_task(tenant.users().list(10, 0)).empty());
}

TEST_CASE("add_profile completes a registration that lacks something") {
  TestTenant tenant;
  auto browser = a_browser(tenant);
  browser.start("Register");
  CHECK(browser.add_profile({{"type", "username"}, {"value", "ann"}}).status == 204);
  const auto incomplete = browser.identify();
  CHECK(incomplete.status == 422);
  CHECK(json::serialize(body_of(incomplete).at("data")) == R"({"missingProfile":["password"]})");
  CHECK(browser.add_profile({{"type", "password"}, {"value", good_password}}).status == 204);
  const json::object extra{
      {"type", "extraProfile"}, {"values", {{"name", "Ann"}, {"nickname", "A"}}}};
  CHECK(browser.add_profile(extra).status == 204);
  CHECK(browser.identify().status == 201);
  CHECK(browser.submit().status == 200);
  const auto user =
      run_task(tenant.users().find(Identifier{.type = IdentifierType::username, .value = "ann"}));
  CHECK(user->name == "Ann");
  CHECK(user->profile == R"({"nickname":"A"})");
}

TEST_CASE("a registration asks for the tenant's profile form and keeps the answers") {
  TestTenant tenant;
  const storage::ProfileFieldStore fields(*tenant.database, tenant.tenant);
  tenant.commit(fields.insert(
      {.id = "1",
       .name = "age",
       .type = ProfileFieldType::number,
       .required = true,
       .config = {{"minValue", 18}}}
  ));
  tenant.commit(fields.insert({.id = "2", .name = "nickname"}));
  auto browser = a_browser(tenant);
  browser.start("Register");
  CHECK(browser.add_profile({{"type", "username"}, {"value", "ann"}}).status == 204);
  CHECK(browser.add_profile({{"type", "password"}, {"value", good_password}}).status == 204);
  const auto asked = browser.identify();
  CHECK(asked.status == 422);
  CHECK(json::serialize(body_of(asked).at("data")) == R"({"missingProfile":["extraProfile"]})");
  CHECK(browser.submit().status == 404);
  const auto form = [](json::object values) {
    return json::object{{"type", "extraProfile"}, {"values", std::move(values)}};
  };
  CHECK(code_of(browser.add_profile(form({{"age", 17}}))) == "guard.invalid_input");
  CHECK(code_of(browser.add_profile(form({{"salary", 1}}))) == "guard.invalid_input");
  // The form was answered, but not what is required.
  CHECK(browser.add_profile(form({{"nickname", "A"}})).status == 204);
  CHECK(browser.identify().status == 422);
  CHECK(browser.add_profile(form({{"age", "42"}})).status == 204);
  CHECK(browser.identify().status == 201);
  CHECK(browser.submit().status == 200);
  const auto user =
      run_task(tenant.users().find(Identifier{.type = IdentifierType::username, .value = "ann"}));
  REQUIRE(user);
  CHECK(user->profile == R"({"nickname":"A"})");
  CHECK(user->custom_data == R"({"age":42})");
}

TEST_CASE("add_profile refuses names that other rules write") {
  TestTenant tenant;
  auto browser = a_browser(tenant);
  browser.start("Register");
  const auto code = [&](const char* name) {
    return code_of(browser.add_profile({{"type", "extraProfile"}, {"values", {{name, "root"}}}}));
  };
  CHECK(code("preferredUsername") == "custom_profile_fields.name_conflict_built_in_prop");
  CHECK(code("primaryEmail") == "custom_profile_fields.name_conflict_sign_in_identifier");
  CHECK(code("adminConsolePreferences") == "custom_profile_fields.name_conflict_custom_data");
}

TEST_CASE("add_profile refuses what it does not know") {
  TestTenant tenant;
  auto browser = a_browser(tenant);
  browser.start("Register");
  const json::object bodies[] = {
      {},
      {{"type", "extraProfile"}, {"values", {{"isAdmin", "yes"}}}},
      {{"type", "extraProfile"}, {"values", {{"avatar", "javascript:alert(1)"}}}},
      {{"type", "extraProfile"}, {"values", {{"name", 1}}}},
  };
  for (const auto& body : bodies)
    CHECK(code_of(browser.add_profile(body)) == "guard.invalid_input");
  CHECK(
      code_of(browser.add_profile({{"type", "username"}, {"value", "1ann"}})) ==
      "user.username_starts_with_number"
  );
  CHECK(
      code_of(browser.add_profile({{"type", "email"}, {"verificationId", "x"}})) ==
      "session.verification_session_not_found"
  );
}

TEST_CASE("add_profile of a sign-in waits until somebody is identified") {
  TestTenant tenant;
  auto browser = a_browser(tenant);
  browser.start("SignIn");
  CHECK(
      code_of(browser.add_profile({{"type", "username"}, {"value", "ann"}})) ==
      "session.identifier_not_found"
  );
}

}  // namespace daemun::experience
