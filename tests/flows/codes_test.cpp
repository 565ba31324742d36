// Codes by e-mail through the whole server: what a person does alone, and what ends with it.
#include <doctest/doctest.h>

#include <utility>

#include "flows/harness/administrator.h"
#include "flows/harness/client.h"
#include "flows/harness/shop.h"
#include "flows/harness/webhooks.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string mina = "mina@shop.example";
const std::string new_password = "Another one, 4712!";

// Mails are sent by a connector, and people sign in, register and recover with them.
Administrator add_world(Server& server) {
  add_shop(server);
  auto user = a_user("mina");
  user.primary_email = mina;
  server.insert(user);
  Administrator administrator(server);
  json::array templates;
  for (const auto* type : {"SignIn", "Register", "ForgotPassword", "Generic"}) {
    templates.push_back(
        {{"usageType", type},
         {"subject", type},
         {"content", "{{code}}"},
         {"contentType", "text/plain"}}
    );
  }
  add_mail_connector(administrator, std::move(templates));
  administrator.expect(
      200,
      Method::patch,
      "/sign-in-exp",
      R"({"signIn":{"methods":[
          {"identifier":"email","password":true,"verificationCode":true,"isPasswordPrimary":true},
          {"identifier":"username","password":true,"verificationCode":false,"isPasswordPrimary":true}
        ]},
        "signUp":{"identifiers":["email"],"password":true,"verify":true},
        "forgotPasswordMethods":["EmailVerificationCode"]})"
  );
  return administrator;
}

// The code of the last mail.
std::string last_code(Server& server) {
  server.deliver_messages();
  const auto mails = server.mail.mails();
  REQUIRE_FALSE(mails.empty());
  return mails.back().text.substr(0, 6);
}

// A browser at a sign-in page of "web".
struct Visit {
  Browser browser;
  Client client;

  explicit Visit(Server& server) : browser(server), client(server, "web") {
    client.authorize(browser, offline_profile);
  }
  Answer call(Method method, const std::string& path, const json::object& body = {}) {
    return to_answer(browser.send_json(method, "/api/experience" + path, body));
  }
  Answer send_code(const std::string& to, const std::string& event) {
    return call(
        Method::post,
        "/verification/verification-code",
        {{"identifier", {{"type", "email"}, {"value", to}}}, {"interactionEvent", event}}
    );
  }
  Answer verify_code(const Answer& sent, const std::string& to, const std::string& code) {
    return call(
        Method::post,
        "/verification/verification-code/verify",
        {{"identifier", {{"type", "email"}, {"value", to}}},
         {"verificationId", sent.text("verificationId")},
         {"code", code}}
    );
  }
  // Begins the dialogue and proves the address.
  Answer prove(const std::string& to, const std::string& event) {
    CHECK(call(Method::put, "", {{"interactionEvent", event}}).status() == 204);
    const auto sent = send_code(to, event);
    REQUIRE(sent.status() == 200);
    return verify_code(sent, to, last_code(browser.server()));
  }
  Answer identify(const Answer& proof) {
    return call(
        Method::post, "/identification", {{"verificationId", proof.text("verificationId")}}
    );
  }
  Answer reset(const std::string& password) {
    CHECK(identify(prove(mina, "ForgotPassword")).status() == 204);
    CHECK(call(Method::put, "/profile/password", {{"password", password}}).status() == 204);
    return call(Method::post, "/submit");
  }
  Answer finish() {
    const auto submitted = call(Method::post, "/submit");
    REQUIRE(submitted.status() == 200);
    return client.redeem(to_callback(browser.get(submitted.text("redirectTo"))));
  }
};

}  // namespace

TEST_CASE("a person registers with a code and a password, and joins by the proven address") {
  for_each_engine([](Server& server) {
    auto administrator = add_world(server);
    const auto organization =
        administrator.expect(201, Method::post, "/organizations", R"({"name":"Shop"})");
    const auto id = std::string(find_string(organization, "id").value_or(""));
    administrator.send(
        Method::post,
        "/organizations/" + id + "/jit/email-domains",
        R"({"emailDomain":"shop.example"})"
    );
    Visit visit(server);
    const std::string june = "june@shop.example";
    const auto incomplete = visit.identify(visit.prove(june, "Register"));
    CHECK(incomplete.text("code") == "user.missing_profile");
    visit.call(Method::post, "/profile", {{"type", "password"}, {"value", user_password}});
    CHECK(visit.call(Method::post, "/identification").status() == 201);
    const auto tokens = visit.finish();
    CHECK(find_string(claims_of(tokens.text("id_token")), "sub"));
    const auto user = run_task(server.users.find(Identifier{IdentifierType::email, june}));
    REQUIRE(user);
    CHECK(run_task(server.access.list_organizations(user->id)).size() == 1);
  });
}

TEST_CASE("a person who has forgotten the password sets another, and sessions from before are over"
) {
  for_each_engine([](Server& server) {
    add_world(server);
    Visit before(server);
    before.call(Method::put, "", {{"interactionEvent", "SignIn"}});
    CHECK(before.identify(before.prove(mina, "SignIn")).status() == 204);
    const auto tokens = before.finish();
    const auto refreshed = before.client.refresh(tokens.text("refresh_token"));
    CHECK(refreshed.status() == 200);

    Visit visit(server);
    const auto done = visit.reset(new_password);
    CHECK(done.status() == 204);
    CHECK(before.client.refresh(refreshed.text("refresh_token")).text("error") == "invalid_grant");
    // The browser that was signed in is asked again.
    const auto again = before.client.authorize(before.browser, offline_profile);
    CHECK(page_of(again).find("/sign-in") != std::string::npos);

    Visit after(server);
    after.call(Method::put, "", {{"interactionEvent", "SignIn"}});
    const auto wrong = after.call(
        Method::post,
        "/verification/password",
        {{"identifier", {{"type", "email"}, {"value", mina}}}, {"password", user_password}}
    );
    CHECK(wrong.text("code") == "session.invalid_credentials");
    const auto right = after.call(
        Method::post,
        "/verification/password",
        {{"identifier", {{"type", "email"}, {"value", mina}}}, {"password", new_password}}
    );
    CHECK(right.status() == 200);
    CHECK(after.identify(right).status() == 204);
    CHECK(after.finish().status() == 200);
  });
}

TEST_CASE("a reset may leave sessions as they are, where the tenant says so") {
  for_each_engine([](Server& server) {
    auto administrator = add_world(server);
    administrator.expect(
        200, Method::patch, "/sign-in-exp", R"({"signOutOnPasswordChange":false})"
    );
    Visit before(server);
    before.identify(before.prove(mina, "SignIn"));
    const auto tokens = before.finish();
    Visit visit(server);
    CHECK(visit.reset(new_password).status() == 204);
    CHECK(before.client.refresh(tokens.text("refresh_token")).status() == 200);
  });
}

TEST_CASE("a reset is told to webhooks, without the password") {
  for_each_engine([](Server& server) {
    add_world(server);
    listen(server, {"PostResetPassword", "User.Data.Updated"});
    Visit visit(server);
    CHECK(visit.reset(new_password).status() == 204);
    const auto resets = told(server, "PostResetPassword");
    REQUIRE(resets.size() == 1);
    CHECK(find_string(resets[0], "interactionEvent") == "ForgotPassword");
    CHECK(find_string(resets[0], "userId") == "mina");
    CHECK(json::serialize(resets[0]).find(new_password) == std::string::npos);
    CHECK(told(server, "User.Data.Updated").size() == 1);
  });
}

TEST_CASE("webhooks are told once that a recipient is written to too often") {
  for_each_engine([](Server& server) {
    add_world(server);
    listen(server, {"Message.RateLimited"});
    Visit visit(server);
    visit.call(Method::put, "", {{"interactionEvent", "SignIn"}});
    for (int i = 0; i < 10; ++i)
      CHECK(visit.send_code(mina, "SignIn").status() == 200);
    for (int i = 0; i < 3; ++i)
      CHECK(visit.send_code(mina, "SignIn").status() == 429);
    const auto events = told(server, "Message.RateLimited");
    REQUIRE(events.size() == 1);
    CHECK(find_string(events[0], "action") == "VerificationCodeSend");
    CHECK(find_string(events[0], "recipient") == mina);
  });
}

TEST_CASE("the public settings say which way a forgotten password is reset") {
  for_each_engine([](Server& server) {
    auto administrator = add_world(server);
    Browser browser(server);
    const auto shown = [&] {
      const auto settings =
          json::parse(browser.get("/api/.well-known/sign-in-exp").body).as_object();
      return json::serialize(settings.at("forgotPassword"));
    };
    CHECK(shown() == R"({"phone":false,"email":true})");
    administrator.expect(200, Method::patch, "/sign-in-exp", R"({"forgotPasswordMethods":[]})");
    CHECK(shown() == R"({"phone":false,"email":false})");
    administrator.expect(200, Method::patch, "/sign-in-exp", R"({"forgotPasswordMethods":null})");
    CHECK(shown() == R"({"phone":false,"email":true})");
  });
}

TEST_CASE("the API sends a code to a recipient and verifies it once") {
  for_each_engine([](Server& server) {
    auto administrator = add_world(server);
    const auto post = [&](const std::string& path, const std::string& body) {
      return to_answer(administrator.send(Method::post, path, body));
    };
    CHECK(post("/verification-codes", R"({"email":"June@shop.example"})").status() == 204);
    const auto code = last_code(server);
    const auto verify = [&](const std::string& to, const std::string& value) {
      return post(
          "/verification-codes/verify",
          R"({"email":")" + to + R"(","verificationCode":")" + value + R"("})"
      );
    };
    const std::string wrong = code == "000000" ? "000001" : "000000";
    CHECK(verify("june@shop.example", wrong).text("code") == "verification_code.code_mismatch");
    CHECK(verify("mina@shop.example", code).text("code") == "verification_code.not_found");
    CHECK(verify("june@shop.example", code).status() == 204);
    CHECK(verify("june@shop.example", code).text("code") == "verification_code.not_found");
    CHECK(post("/verification-codes", R"({"email":"june"})").text("code") == "guard.invalid_input");
    CHECK(
        post("/verification-codes", R"({"phone":"821012345678"})").text("code") ==
        "connector.not_found"
    );
  });
}

}  // namespace daemun::flows
