// Passwords of users over the Management API: set, checked, expired and brought from elsewhere.
#include <doctest/doctest.h>

#include "flows/harness/administrator.h"
#include "flows/harness/client.h"
#include "flows/harness/installation.h"

namespace daemun::flows {
namespace {

using http::Method;

std::string string_at(const json::object& object, std::string_view name) {
  return std::string(find_string(object, name).value_or(""));
}

std::string create(Administrator& administrator, const json::object& body) {
  return "/users/" +
         string_at(administrator.expect(200, Method::post, "/users", json::serialize(body)), "id");
}

int verify(Administrator& administrator, const std::string& path, const std::string& password) {
  return administrator
      .send(
          Method::post,
          path + "/password/verify",
          json::serialize(json::object{{"password", password}})
      )
      .status;
}

// The answer of the sign-in page's call.
Answer prove_password(Server& server, const std::string& username, const std::string& password) {
  Browser browser(server);
  Client(server, "web").authorize(browser, offline_profile);
  browser.send_json(Method::put, "/api/experience", {{"interactionEvent", "SignIn"}});
  return to_answer(browser.send_json(
      Method::post,
      "/api/experience/verification/password",
      {{"identifier", {{"type", "username"}, {"value", username}}}, {"password", password}}
  ));
}

UserPassword stored_password(Server& server, const std::string& path) {
  const UserId id(path.substr(path.rfind('/') + 1));
  const auto found = run_task(server.users.find_with_password(id));
  REQUIRE(found);
  REQUIRE(found->password);
  return *found->password;
}

}  // namespace

TEST_CASE("a password is set and checked") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto path = create(administrator, {{"username", "ann"}});
    CHECK_FALSE(administrator.get(path + "/has-password").at("hasPassword").as_bool());
    CHECK(verify(administrator, path, "x") == 422);
    server.clock.advance(Seconds(1));
    const auto changed = administrator.expect(
        200, Method::patch, path + "/password", R"({"password":"e\u0301lan 1"})"
    );
    CHECK(changed.at("hasPassword").as_bool());
    CHECK(changed.at("updatedAt").as_int64() == to_unix_ms(server.clock.now()));
    CHECK(administrator.get(path + "/has-password").at("hasPassword").as_bool());
    CHECK(verify(administrator, path, "e\xcc\x81lan 1") == 204);
    CHECK(verify(administrator, path, "\xc3\xa9lan 1") == 204);
    const auto wrong =
        administrator.send(Method::post, path + "/password/verify", R"({"password":"elan 1"})");
    CHECK(wrong.status == 422);
    CHECK(to_answer(wrong).text("code") == "session.invalid_credentials");
    CHECK(stored_password(server, path).algorithm == "Argon2id");
  });
}

TEST_CASE("a new password ends sessions and tokens, unless the tenant keeps people signed in") {
  for_each_engine([](Server& server) {
    server.insert(an_application("web"));
    server.insert(a_user("alice"));
    Administrator administrator(server);
    const Client client(server, "web");
    const auto set_password = [&] {
      server.clock.advance(Seconds(1));
      administrator.expect(
          200,
          Method::patch,
          "/users/alice/password",
          json::serialize(json::object{{"password", user_password}})
      );
    };
    const auto is_kept = [&] {
      Browser browser(server);
      const auto tokens = client.redeem(to_callback(client.sign_in(browser, "alice")));
      set_password();
      const bool has_session =
          to_callback(client.authorize(browser, {{"scope", "openid"}, {"prompt", "none"}})
          ).at("code") != "";
      CHECK((client.refresh(tokens.text("refresh_token")).status() == 200) == has_session);
      const auto userinfo = get_userinfo(server, tokens.text("access_token"));
      CHECK((userinfo.status() == 200) == has_session);
      return has_session;
    };
    CHECK_FALSE(is_kept());
    const auto setting = administrator.expect(
        200, Method::patch, "/sign-in-exp", R"({"signOutOnPasswordChange":false})"
    );
    CHECK_FALSE(setting.at("signOutOnPasswordChange").as_bool());
    CHECK(is_kept());
  });
}

TEST_CASE("administrators who change their own password keep only the session in which they do so"
) {
  for_each_engine([](Server& server) {
    Installation installation(server);
    installation.insert_administrator("ann");
    installation.insert_administrator("ben");
    const auto here = installation.sign_in("ann", api_of_admin);
    const auto elsewhere = installation.sign_in("ann", api_of_admin);
    const auto others = installation.sign_in("ben", api_of_admin);
    const auto set_password = [&](const Answer& tokens) {
      const auto body = json::serialize(json::object{{"password", user_password}});
      const auto token = tokens.text("access_token");
      return installation.call(administration, token, Method::patch, "/users/ann/password", body)
          .status();
    };
    CHECK(set_password(here) == 200);
    const auto renewed = installation.refresh(here, api_of_admin);
    CHECK(renewed.status() == 200);
    CHECK(installation.refresh(elsewhere, api_of_admin).text("error") == "invalid_grant");
    CHECK(installation.refresh(others, api_of_admin).status() == 200);
    // Nor does the access token of the ended session do anything more, such as taking it all back.
    CHECK(set_password(elsewhere) == 401);
    // From another user's session, none is kept.
    CHECK(set_password(others) == 200);
    CHECK(installation.refresh(renewed, api_of_admin).text("error") == "invalid_grant");
  });
}

TEST_CASE("a sign-in that was submitted before the password changed opens no session") {
  for_each_engine([](Server& server) {
    server.insert(an_application("web"));
    server.insert(a_user("alice"));
    Administrator administrator(server);
    const Client client(server, "web");
    Browser browser(server);
    client.authorize(browser, offline_profile);
    const auto resume = pass_sign_in_page(browser, "web", "alice");
    server.clock.advance(Seconds(1));
    administrator.expect(
        200, Method::patch, "/users/alice/password", R"({"password":"another one 4711"})"
    );
    const auto refused = browser.get(resume);
    CHECK(refused.status == 400);
    CHECK(
        to_callback(client.authorize(browser, {{"scope", "openid"}, {"prompt", "none"}})
        ).at("error") == "login_required"
    );
  });
}

TEST_CASE("a user whose password has expired does not sign in until another one is set") {
  for_each_engine([](Server& server) {
    server.insert(an_application("web"));
    server.insert(a_user("alice"));
    Administrator administrator(server);
    const std::string path = "/users/alice";
    CHECK(prove_password(server, "alice", user_password).status() == 200);
    const auto expired = administrator.expect(
        200, Method::patch, path + "/password/expiration", R"({"isExpired":true})"
    );
    CHECK(string_at(expired, "id") == "alice");
    const auto refused = prove_password(server, "alice", user_password);
    CHECK(refused.status() == 422);
    CHECK(refused.text("code") == "password.expired");
    // Only to who knows the password.
    CHECK(prove_password(server, "alice", "wrong").text("code") == "session.invalid_credentials");
    administrator.expect(
        200, Method::patch, path + "/password/expiration", R"({"isExpired":false})"
    );
    CHECK(prove_password(server, "alice", user_password).status() == 200);
    administrator.expect(
        200, Method::patch, path + "/password/expiration", R"({"isExpired":true})"
    );
    administrator.expect(200, Method::patch, path + "/password", R"({"password":"Another 1"})");
    CHECK(prove_password(server, "alice", "Another 1").status() == 200);
  });
}

TEST_CASE("an imported password signs in, and is hashed anew at the first time") {
  for_each_engine([](Server& server) {
    server.insert(an_application("web"));
    Administrator administrator(server);
    // Digests of "password123" by Python's hashlib, and of crypt_blowfish's and Argon2's own tests.
    const struct {
      const char* algorithm;
      const char* digest;
      const char* password = "password123";
    } cases[] = {
        {"MD5", "482c811da5d5b4bc6d497ffa98491e38"},
        {"SHA1", "cbfdac6008f9cab4083784cbd1874f76618d2a97"},
        {"SHA256", "EF92B778BAFE771E89245B89ECBC08A44A4E166C06659911881F383D4473E94F"},
        {"Bcrypt", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "U*U"},
        {"Argon2i",
         "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$iekCn0Y3spW+sCcFanM2xBT63UP2sghkUoHLIUpWRS8",
         "password"},
        {"Argon2id",
         "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
         "password"},
        {"Legacy",
         R"(["sha256",["salt123","@"],)"
         R"("c465f66c6ac481a7a17e9ed5b4e2e7e7288d892f12bf1c95c140901e9a70436e"])"},
        {"Legacy",
         R"(["pbkdf2",["salt","1000","20","sha512","@"],)"
         R"("0ecb3c32f57685303ff0878481d223bc1a16eb13"])"},
    };
    int number = 0;
    for (const auto& one : cases) {
      CAPTURE(one.algorithm);
      const std::string username = "user_" + std::to_string(++number);
      const auto path = create(
          administrator,
          {{"username", username},
           {"passwordAlgorithm", one.algorithm},
           {"passwordDigest", one.digest}}
      );
      CHECK(verify(administrator, path, one.password) == 204);
      CHECK(verify(administrator, path, "wrong") == 422);
      CHECK(stored_password(server, path).algorithm == one.algorithm);
      CHECK(prove_password(server, username, "wrong").status() == 422);
      CHECK(stored_password(server, path).algorithm == one.algorithm);
      CHECK(prove_password(server, username, one.password).status() == 200);
      const auto renewed = stored_password(server, path);
      CHECK(renewed.algorithm == "Argon2id");
      CHECK(renewed.hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
      CHECK(prove_password(server, username, one.password).status() == 200);
    }
  });
}

TEST_CASE("hashes that could never match, or would stop the server, are refused at the import") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const struct {
      const char* algorithm;
      const char* digest;
      const char* code = "guard.invalid_input";
    } cases[] = {
        {"MD5", "482c811da5d5b4bc6d497ffa98491e3"},
        {"SHA1", "482c811da5d5b4bc6d497ffa98491e38"},
        {"SHA256", "zz92b778bafe771e89245b89ecbc08a44a4e166c06659911881f383d4473e94f"},
        {"Bcrypt", "$2a$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"},
        {"Bcrypt", "$1$saltsalt$qjXMvbEw8oaL.CzflDtaK/"},
        {"Argon2id", "$argon2id$v=19$m=4194304,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR"},
        {"Argon2id", "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR"},
        {"Argon2d", "plain"},
        {"Scrypt", "x"},
        {"Legacy", "x", "password.invalid_legacy_password_format"},
        {"Legacy", R"(["sha256",["salt"],"00"])", "password.invalid_legacy_password_format"},
        {"Legacy", R"(["rot13",["@"],"00"])", "password.unsupported_legacy_hash_algorithm"},
        {"Legacy",
         R"(["pbkdf2",["s","4294967295","20","sha1","@"],"0ecb3c32f57685303ff0878481d223bc1a16eb13"])"},
    };
    for (const auto& one : cases) {
      CAPTURE(one.algorithm);
      CAPTURE(one.digest);
      const auto response = administrator.send(
          Method::post,
          "/users",
          json::serialize(json::object{
              {"passwordAlgorithm", one.algorithm}, {"passwordDigest", one.digest}})
      );
      CHECK(response.status == 400);
      CHECK(to_answer(response).text("code") == one.code);
    }
    const auto both = administrator.send(
        Method::post, "/users", R"({"password":"a","passwordDigest":"x","passwordAlgorithm":"MD5"})"
    );
    CHECK(to_answer(both).text("code") == "user.password_and_digest");
    const auto nameless = administrator.send(Method::post, "/users", R"({"passwordDigest":"x"})");
    CHECK(nameless.status == 400);
    CHECK(to_answer(nameless).text("code") == "user.password_algorithm_required");
    CHECK(administrator.get("/users").as_array().empty());
  });
}

TEST_CASE("requests about the password of nobody are refused") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const struct {
      Method method;
      const char* path;
      const char* body;
    } cases[] = {
        {Method::get, "/users/none/has-password", ""},
        {Method::patch, "/users/none/password", R"({"password":"a"})"},
        {Method::patch, "/users/none/password/expiration", R"({"isExpired":true})"},
        {Method::post, "/users/none/password/verify", R"({"password":"a"})"},
    };
    for (const auto& one : cases) {
      CAPTURE(one.path);
      const auto response = administrator.send(one.method, one.path, one.body);
      CHECK(response.status == 404);
      CHECK(to_answer(response).text("code") == "entity.not_found");
    }
  });
}

}  // namespace daemun::flows
