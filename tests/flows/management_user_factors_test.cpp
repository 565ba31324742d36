// Second factors of a user through the Management API.
#include "base/base32.h"
#include "crypto/totp.h"

#include <doctest/doctest.h>

#include "flows/harness/administrator.h"
#include "flows/harness/second_factor.h"

namespace daemun::flows {
namespace {

using http::Method;

std::string path_of(Administrator& administrator) {
  const auto user = administrator.expect(
      200, Method::post, "/users", R"({"username":"bob","password":"Xk29_vbnQ!z8"})"
  );
  return "/users/" + std::string(user.at("id").as_string()) + "/mfa-verifications";
}

Answer send(Administrator& administrator, const std::string& path, const std::string& body) {
  return to_answer(administrator.send(Method::post, path, body));
}

std::string code_of(const Answer& answer) {
  return std::to_string(answer.status()) + " " + answer.text("code");
}

}  // namespace

TEST_CASE("an administrator adds, lists and removes the factors of a user") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto path = path_of(administrator);
    CHECK(administrator.get(path).as_array().empty());
    CHECK(
        code_of(send(administrator, path, R"({"type":"BackupCode"})")) ==
        "422 session.mfa.backup_code_can_not_be_alone"
    );
    const auto app = send(administrator, path, R"({"type":"Totp"})");
    CHECK(app.status() == 200);
    CHECK(parse_base32(app.text("secret"))->size() == 20);
    CHECK(app.text("secretQrCode").starts_with("data:image/png;base64,"));
    CHECK(
        code_of(send(administrator, path, R"({"type":"Totp"})")) == "422 user.totp_already_in_use"
    );
    server.clock.advance(Seconds(1));
    const auto codes = send(administrator, path, R"({"type":"BackupCode"})");
    CHECK(codes.status() == 200);
    CHECK(find_strings(codes.body, "codes").size() == 10);
    CHECK(
        code_of(send(administrator, path, R"({"type":"BackupCode"})")) ==
        "422 user.backup_code_already_in_use"
    );
    const auto list = administrator.get(path).as_array();
    REQUIRE(list.size() == 2);
    const auto& first = list.at(0).as_object();
    CHECK(first.at("type") == "Totp");
    CHECK_FALSE(first.contains("secret"));
    CHECK_FALSE(first.contains("lastUsedAt"));
    CHECK(list.at(1).as_object().at("remainCodes") == 10);
    const auto one = path + "/" + std::string(first.at("id").as_string());
    CHECK(administrator.send(Method::delete_, one).status == 204);
    CHECK(code_of(to_answer(administrator.send(Method::delete_, one))) == "404 entity.not_found");
    CHECK(administrator.get(path).as_array().size() == 1);
  });
}

TEST_CASE("a factor that an administrator adds is asked for, also after \"Not now\"") {
  for_each_engine([](Server& server) {
    server.insert(an_application("web"));
    server.insert(a_user("alice"));
    demand(server, "PromptAtSignInAndSignUp", {"Totp", "BackupCode"});
    const Client client(server, "web");
    Administrator administrator(server);
    const std::string config = "/users/alice/logto-configs";
    administrator.expect(200, Method::patch, config, R"({"mfa":{"enabled":false}})");
    Browser first(server);
    client.authorize(first, offline_profile);
    identify(first);
    CHECK(code_of(submit(first)) == "user.suggest_mfa");
    post(first, "/profile/mfa/mfa-skipped", {});
    CHECK(submit(first).contains("redirectTo"));

    const json::object app{{"type", "Totp"}, {"secret", to_base32(app_secret.reveal())}};
    CHECK(
        send(administrator, "/users/alice/mfa-verifications", json::serialize(app)).status() == 200
    );
    Browser second(server);
    client.authorize(second, offline_profile);
    identify(second);
    CHECK(code_of(submit(second)) == "session.mfa.require_mfa_verification");
    confirm_with_app(second, server);
    CHECK(submit(second).contains("redirectTo"));
    const auto used = administrator.get("/users/alice/mfa-verifications").as_array();
    CHECK(used.at(0).at("lastUsedAt").as_string() == to_iso_text(server.clock.now()));
    const auto shown = administrator.get(config).as_object();
    CHECK(
        json::serialize(shown.at("mfa")) ==
        R"({"enabled":true,"skipped":true,"skipMfaOnSignIn":false})"
    );
  });
}

TEST_CASE("an administrator gives backup codes to a person whose passkey is of another host") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    server.insert(a_user("alice"));
    const std::string path = "/users/alice/mfa-verifications";
    server.commit(factors_of(server).insert(
        {.id = "old",
         .user_id = UserId("alice"),
         .type = Factor::web_authn,
         .created_at = server.clock.now(),
         .passkey = {.credential_id = "c", .public_key = "k", .rp_id = "old.example"}}
    ));
    CHECK(send(administrator, path, R"({"type":"BackupCode"})").status() == 200);
  });
}

TEST_CASE("factors that an administrator names have to be well formed") {
  for_each_engine([](Server& server) {
    Administrator administrator(server);
    const auto path = path_of(administrator);
    for (const char* secret : {"MZXW6", "not base32 at all", "MZXW6YTBOI1MZXW6YTBOI"}) {
      const json::object body{{"type", "Totp"}, {"secret", secret}};
      CHECK(
          code_of(send(administrator, path, json::serialize(body))) ==
          "422 user.totp_secret_invalid"
      );
    }
    const json::object named{{"type", "Totp"}, {"secret", "JBSWY3DPEHPK3PXP"}};
    const auto app = send(administrator, path, json::serialize(named));
    CHECK(app.text("secret") == "JBSWY3DPEHPK3PXP");
    json::array codes;
    for (int i = 0; i < 9; ++i)
      codes.emplace_back("000000000" + std::to_string(i));
    const auto send_codes = [&](json::array list) {
      const json::object body{{"type", "BackupCode"}, {"codes", std::move(list)}};
      return code_of(send(administrator, path, json::serialize(body)));
    };
    CHECK(send_codes(codes) == "422 user.wrong_backup_code_format");
    auto twice = codes;
    twice.emplace_back("0000000000");
    CHECK(send_codes(twice) == "422 user.wrong_backup_code_format");
    auto foreign = codes;
    foreign.emplace_back("00000000zz");
    CHECK(send_codes(foreign) == "422 user.wrong_backup_code_format");
    codes.emplace_back("0000000009");
    CHECK(send_codes(codes).starts_with("200"));
    CHECK(administrator.send(Method::get, "/users/nobody/mfa-verifications").status == 404);
  });
}

}  // namespace daemun::flows
