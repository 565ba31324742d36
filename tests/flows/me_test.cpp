// /me: what administrators do with their own account.
#include <doctest/doctest.h>

#include "flows/harness/account.h"
#include "flows/harness/installation.h"
#include "flows/harness/upload.h"
#include "uploads/test_pictures.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string new_password = "Another one, 4712!";
const std::string denied = "401 verification_record.permission_denied";
const std::string unproven = "400 session.verification_session_not_found";

std::string body_of(const json::object& body) {
  return json::serialize(body);
}

// Ann, an administrator who is signed in to the console.
class Ann {
 public:
  explicit Ann(Server& server) : installation(server) {
    installation.insert_administrator("ann");
    sign_in();
  }

  void sign_in() { token = installation.sign_in("ann", api_of_me).text("access_token"); }
  Answer send(Method method, const std::string& path, const json::object& body = {}) {
    return installation.call(
        administration, token, method, path, method == Method::get ? "" : body_of(body)
    );
  }
  std::string outcome(Method method, const std::string& path, const json::object& body = {}) {
    return outcome_of(send(method, path, body));
  }
  std::string prove(const std::string& password = user_password) {
    return outcome(Method::post, "/me/password/verify", {{"password", password}});
  }

  // Mails that are the code alone.
  void add_mails() {
    json::array templates;
    for (const auto* type :
         {"SignIn", "Register", "ForgotPassword", "Generic", "BindNewIdentifier"})
      templates.push_back(
          {{"usageType", type},
           {"subject", type},
           {"content", "{{code}}"},
           {"contentType", "text/plain"}}
      );
    const json::object config{
        {"host", "mail.example"},
        {"port", 587},
        {"auth", {{"type", "login"}, {"user", "shop"}, {"pass", "hush"}}},
        {"fromEmail", "shop@shop.example"},
        {"templates", std::move(templates)}};
    const json::object connector{
        {"connectorId", "simple-mail-transfer-protocol"}, {"config", config}};
    const auto manager = installation.sign_in("ann", api_of_admin).text("access_token");
    const auto made =
        installation.call(administration, manager, Method::post, "/connectors", body_of(connector));
    REQUIRE(made.status() == 200);
  }

  Installation installation;
  std::string token;
};

}  // namespace

TEST_CASE("GET /me is for people with a token for it, in the admin tenant alone") {
  for_each_engine([](Server& server) {
    Ann ann(server);
    const auto shown = ann.send(Method::get, "/me");
    REQUIRE(shown.status() == 200);
    CHECK(
        shown.members() ==
        "id username primaryEmail primaryPhone name avatar customData identities lastSignInAt "
        "createdAt updatedAt profile applicationId cimdClientId isSuspended hasPassword"
    );
    CHECK(header(shown.response, "access-control-allow-origin").empty());
    auto& installation = ann.installation;
    CHECK(installation.get(Site{}, ann.token, "/me").status() == 404);
    CHECK(outcome_of(installation.get(administration, "", "/me")).starts_with("401"));
    const auto other = installation.sign_in("ann", api_of_admin).text("access_token");
    CHECK(outcome_of(installation.get(administration, other, "/me")) == "401 auth.unauthorized");
    CHECK(
        outcome_of(installation.get(administration, ann.token, "/users")) == "401 auth.unauthorized"
    );
    installation.insert_visitor("eve");
    const auto visitor = installation.sign_in("eve", api_of_me).text("access_token");
    CHECK(outcome_of(installation.get(administration, visitor, "/me")) == "403 auth.forbidden");
    installation.commit(
        installation.users.update_suspension(UserId("ann"), true, server.clock.now())
    );
    CHECK(ann.outcome(Method::get, "/me") == "401 auth.unauthorized");
  });
}

TEST_CASE("PATCH /me changes name and picture, and identifiers after the password") {
  for_each_engine([](Server& server) {
    Ann ann(server);
    CHECK(ann.send(Method::patch, "/me", {{"name", "Ann"}}).text("name") == "Ann");
    CHECK(ann.send(Method::patch, "/me", {{"name", ""}}).body.at("name").is_null());
    CHECK(
        ann.outcome(Method::patch, "/me", {{"avatar", "javascript:a"}}) == "400 guard.invalid_input"
    );
    const json::object username{{"username", "ann2"}};
    CHECK(ann.outcome(Method::patch, "/me", username) == unproven);
    CHECK(ann.prove("wrong") == "422 session.invalid_credentials");
    CHECK(ann.outcome(Method::patch, "/me", username) == unproven);
    CHECK(ann.prove() == "204");
    const auto token = ann.token;
    ann.sign_in();
    // A proof belongs to the sign-in that gave it.
    CHECK(ann.outcome(Method::patch, "/me", username) == unproven);
    ann.token = token;
    CHECK(ann.send(Method::patch, "/me", username).text("username") == "ann2");
    CHECK(ann.outcome(Method::patch, "/me", {{"primaryEmail", "ann@shop.example"}}) == unproven);
    server.clock.advance(Seconds(601));
    CHECK(
        ann.outcome(Method::patch, "/me", {{"username", "ann3"}}) ==
        "422 session.verification_failed"
    );
  });
}

TEST_CASE("PATCH /me takes an e-mail address that a code has proven") {
  for_each_engine([](Server& server) {
    Ann ann(server);
    ann.add_mails();
    const json::object change{{"primaryEmail", "ann@shop.example"}};
    const auto enter = [&](const std::string& email, const std::string& code) {
      const json::object entered{{"email", email}, {"verificationCode", code}};
      return ann.outcome(Method::post, "/me/verification-codes/verify", entered);
    };
    CHECK(enter("ann@shop.example", "123456") == "400 verification_code.not_found");
    const json::object recipient{{"email", "ann@shop.example"}};
    CHECK(ann.outcome(Method::post, "/me/verification-codes", recipient) == "204");
    const auto code = last_mailed_code(server);
    CHECK(enter("eve@shop.example", code) == "400 verification_code.email_mismatch");
    CHECK(enter("ann@shop.example", code) == "204");
    CHECK(ann.outcome(Method::patch, "/me", change) == unproven);
    CHECK(ann.prove() == "204");
    CHECK(
        ann.outcome(Method::patch, "/me", {{"primaryEmail", "eve@shop.example"}}) ==
        "422 session.verification_failed"
    );
    CHECK(ann.send(Method::patch, "/me", change).text("primaryEmail") == "ann@shop.example");

    // The address that the next one replaces can undo that.
    const json::object next{{"email", "next@shop.example"}};
    CHECK(ann.outcome(Method::post, "/me/verification-codes", next) == "204");
    CHECK(enter("next@shop.example", last_mailed_code(server)) == "204");
    CHECK(ann.prove() == "204");
    CHECK(ann.outcome(Method::patch, "/me", {{"primaryEmail", "next@shop.example"}}) == "200");
    server.deliver_messages();
    const auto mail = server.mail.mails().back();
    CHECK(mail.to == "ann@shop.example");
    CHECK(mail.text.find("/account/undo-email-change?token=") != std::string::npos);
  });
}

TEST_CASE("POST /me/password takes the old password first") {
  for_each_engine([](Server& server) {
    Ann ann(server);
    const json::object changed{{"password", new_password}};
    CHECK(ann.outcome(Method::post, "/me/password", changed) == unproven);
    CHECK(ann.prove() == "204");
    CHECK(
        ann.outcome(Method::post, "/me/password", {{"password", "short"}}) ==
        "400 password.rejected"
    );
    server.clock.advance(Seconds(1));
    CHECK(ann.outcome(Method::post, "/me/password", changed) == "204");
    CHECK(ann.outcome(Method::post, "/me/password", {{"password", "A third one, 4713!"}}) != "204");
    CHECK(ann.prove() == "422 session.invalid_credentials");
    CHECK(ann.prove(new_password) == "204");
  });
}

TEST_CASE("POST /me/password sets a first password after a fresh sign-in") {
  for_each_engine([](Server& server) {
    Ann ann(server);
    ann.installation.commit(storage::Statement{
        {"update users set password_hash = null, password_algorithm = null, password_work = null, "
         "password_updated_at = null where id = 'ann'"},
        {}});
    server.clock.advance(Seconds(601));
    const json::object changed{{"password", new_password}};
    CHECK(ann.outcome(Method::post, "/me/password", changed) == denied);
    server.clock.advance(Seconds(-10));
    CHECK(ann.outcome(Method::post, "/me/password", changed) == "204");
  });
}

TEST_CASE("PATCH /me/custom-data merges members within bounds") {
  for_each_engine([](Server& server) {
    Ann ann(server);
    const std::string path = "/me/custom-data";
    CHECK(ann.send(Method::get, path).response.body == "{}");
    CHECK(ann.send(Method::patch, path, {{"a", 1}}).response.body == R"({"a":1})");
    CHECK(ann.send(Method::patch, path, {{"b", 2}}).response.body == R"({"a":1,"b":2})");
    CHECK(ann.send(Method::get, path).response.body == R"({"a":1,"b":2})");
    CHECK(
        ann.outcome(Method::patch, path, {{"c", std::string(40'000, 'c')}}) ==
        "400 guard.invalid_input"
    );
  });
}

TEST_CASE("POST /me/user-assets takes a picture for the account") {
  for_each_engine([](Server& server) {
    Ann ann(server);
    const auto service = ann.send(Method::get, "/me/user-assets/service-status");
    CHECK(service.text("status") == "ready");
    auto request = a_request(Method::post, "/me/user-assets", administration);
    request.headers.push_back({"authorization", "Bearer " + ann.token});
    put_file(request, {.bytes = uploads::a_png()});
    const auto uploaded = to_answer(server.send(std::move(request)));
    REQUIRE(uploaded.status() == 200);
    const auto url = uploaded.text("url");
    CHECK(url.starts_with(administration.endpoint + "/user-assets/"));
    CHECK(ann.send(Method::patch, "/me", {{"avatar", url}}).text("avatar") == url);
  });
}

}  // namespace daemun::flows
