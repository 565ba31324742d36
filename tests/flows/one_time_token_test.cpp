// Links from mails (Logto's magic links): what they prove, and to whom.
#include "storage/one_time_token_store.h"

#include <doctest/doctest.h>

#include "flows/harness/administrator.h"
#include "flows/harness/client.h"
#include "flows/harness/shop.h"

namespace daemun::flows {

namespace {

using http::Method;

const std::string mina = "mina@example.com";

// People need an address and nothing else.
void add_world(Server& server) {
  add_shop(server);
  auto user = a_user("mina");
  user.primary_email = mina;
  server.insert(user);
  server.change_sign_in_experience(
      {{"signUp", {{"identifiers", {"email"}}, {"password", false}, {"verify", true}}}}
  );
}

std::string create_token(
    Administrator& administrator, const std::string& email = mina, const std::string& context = "{}"
) {
  const auto made = administrator.expect(
      201,
      Method::post,
      "/one-time-tokens",
      R"({"email":")" + email + R"(","context":)" + context + "}"
  );
  return std::string(find_string(made, "token").value_or(""));
}

std::string subject_of(const Answer& tokens) {
  return std::string(find_string(claims_of(tokens.text("id_token")), "sub").value_or(""));
}

// A browser at a sign-in page of "web", with the link's token in hand.
struct Visit {
  Browser browser;
  Client client;

  explicit Visit(Server& server) : browser(server), client(server, "web") {
    client.authorize(browser, offline_profile);
  }
  Answer call(Method method, const std::string& path, const json::object& body = {}) {
    auto request = a_request(method, "/api/experience" + path);
    request.headers.push_back({"content-type", "application/json"});
    request.headers.push_back({"origin", endpoint});
    request.headers.push_back({"logto-app-id", "web"});
    request.body = json::serialize(body);
    return to_answer(browser.send(std::move(request)));
  }
  Answer start(const std::string& event) {
    return call(Method::put, "", {{"interactionEvent", event}});
  }
  Answer verify(const std::string& token, const std::string& email = mina) {
    return call(
        Method::post,
        "/verification/one-time-token/verify",
        {{"identifier", {{"type", "email"}, {"value", email}}}, {"token", token}}
    );
  }
  // With a link for an address that no account has.
  Answer prove_new_address(Administrator& administrator) {
    return verify(create_token(administrator, "new@example.com"), "new@example.com");
  }
  void add_username_and_password() {
    const json::object name{{"type", "username"}, {"value", "second"}};
    const json::object password{{"type", "password"}, {"value", user_password}};
    CHECK(call(Method::post, "/profile", name).status() == 204);
    CHECK(call(Method::post, "/profile", password).status() == 204);
  }
  Answer identify(const Answer& verification) {
    return call(
        Method::post, "/identification", {{"verificationId", verification.text("verificationId")}}
    );
  }
  // The tokens that the dialogue ends in.
  Answer finish() {
    const auto submitted = call(Method::post, "/submit");
    REQUIRE(submitted.status() == 200);
    return client.redeem(to_callback(browser.get(submitted.text("redirectTo"))));
  }
  User finish_as_user(Server& server) {
    auto user = run_task(server.users.find(UserId(subject_of(finish()))));
    REQUIRE(user);
    return *std::move(user);
  }
};

std::size_t count_members(Server& server, const std::string& user) {
  return run_task(server.access.list_organizations(UserId(user))).size();
}

// On every engine: an administrator who makes links, and a browser at the sign-in page.
void for_each_link(const std::function<void(Server&, Administrator&, Visit&)>& body) {
  for_each_engine([&](Server& server) {
    add_world(server);
    Administrator administrator(server);
    Visit visit(server);
    body(server, administrator, visit);
  });
}

}  // namespace

TEST_CASE("a link signs in the owner of its address, once") {
  for_each_link([](Server& server, Administrator& administrator, Visit& visit) {
    const auto token = create_token(administrator);
    CHECK(visit.start("SignIn").status() == 204);
    const auto proof = visit.verify(token, "MINA@example.com");
    REQUIRE(proof.status() == 200);
    CHECK(visit.identify(proof).status() == 204);
    const auto tokens = visit.finish();
    CHECK(subject_of(tokens) == "mina");

    Visit again(server);
    again.start("SignIn");
    const auto refused = again.verify(token);
    CHECK(refused.status() == 400);
    CHECK(refused.text("code") == "one_time_token.token_consumed");
  });
}

TEST_CASE("a link makes an account for an address that nobody has, also where nobody may register"
) {
  for_each_link([](Server& server, Administrator& administrator, Visit& visit) {
    server.change_sign_in_experience(
        {{"signInMode", "SignIn"},
         {"signUp", {{"identifiers", {"email"}}, {"password", false}, {"verify", true}}}}
    );
    visit.start("SignIn");
    const auto early =
        visit.call(Method::put, "/interaction-event", {{"interactionEvent", "Register"}});
    CHECK(early.text("code") == "auth.forbidden");
    const auto proof = visit.prove_new_address(administrator);
    const auto unknown = visit.identify(proof);
    CHECK(unknown.status() == 404);
    CHECK(unknown.text("code") == "user.user_not_exist");
    CHECK(
        visit.call(
                 Method::put, "/interaction-event", {{"interactionEvent", "Register"}}
        ).status() == 204
    );
    CHECK(visit.identify(proof).status() == 201);
    const auto user = visit.finish_as_user(server);
    CHECK(user.primary_email == "new@example.com");
    CHECK(user.application_id == ApplicationId("web"));
  });
}

TEST_CASE("a link for an existing account makes no other one where nobody may register") {
  for_each_link([](Server& server, Administrator& administrator, Visit& visit) {
    server.change_sign_in_experience({{"signInMode", "SignIn"}});
    visit.start("SignIn");
    const auto proof = visit.verify(create_token(administrator));
    REQUIRE(proof.status() == 200);
    const json::object event{{"interactionEvent", "Register"}};
    CHECK(visit.call(Method::put, "/interaction-event", event).text("code") == "auth.forbidden");

    // Begun as a registration.
    visit.start("Register");
    const auto again = visit.verify(create_token(administrator));
    REQUIRE(again.status() == 200);
    CHECK(visit.identify(again).text("code") == "user.email_already_in_use");
    visit.add_username_and_password();
    CHECK(visit.call(Method::post, "/identification").text("code") == "auth.forbidden");
    CHECK(visit.call(Method::post, "/submit").text("code") == "auth.forbidden");
    const Identifier second{.type = IdentifierType::username, .value = "second"};
    CHECK_FALSE(run_task(server.users.find(second)));
  });
}

TEST_CASE("a link for a new address makes an account of that address alone") {
  for_each_link([](Server& server, Administrator& administrator, Visit& visit) {
    server.change_sign_in_experience({{"signInMode", "SignIn"}});
    visit.start("SignIn");
    const auto proof = visit.prove_new_address(administrator);
    visit.call(Method::put, "/interaction-event", {{"interactionEvent", "Register"}});
    visit.add_username_and_password();
    // Without the link.
    CHECK(visit.call(Method::post, "/identification").text("code") == "auth.forbidden");
    CHECK(visit.identify(proof).status() == 201);
    const auto user = visit.finish_as_user(server);
    CHECK(user.username == "second");
    CHECK(user.primary_email == "new@example.com");
  });
}

TEST_CASE("a link that was made for another kind of dialogue is refused and stays good") {
  for_each_engine([](Server& server) {
    add_world(server);
    server.change_sign_in_experience(
        {{"signInMode", "SignIn"},
         {"signUp", {{"identifiers", {"email"}}, {"password", false}, {"verify", true}}}}
    );
    Administrator administrator(server);
    const auto token_for = [&](const std::string& event, const std::string& email) {
      const json::object body{{"email", email}, {"context", {{"interactionEvent", event}}}};
      const auto made =
          administrator.expect(201, Method::post, "/one-time-tokens", json::serialize(body));
      return std::string(made.at("token").as_string());
    };
    const struct {
      const char* made_for;
      const char* used_in;
      const char* code;
    } rows[] = {
        {"ForgotPassword", "SignIn", "one_time_token.interaction_event_mismatch"},
        {"ForgotPassword", "Register", "one_time_token.interaction_event_mismatch"},
        {"Register", "SignIn", "one_time_token.interaction_event_mismatch"},
        {"SignIn", "Register", "one_time_token.interaction_event_mismatch"},
        {"SignIn", "SignIn", ""},
        {"Register", "Register", ""},
    };
    for (const auto& row : rows) {
      CAPTURE(row.made_for);
      CAPTURE(row.used_in);
      Visit visit(server);
      CHECK(visit.start(row.used_in).status() == 204);
      const auto answer = visit.verify(token_for(row.made_for, mina));
      CHECK(answer.status() == (*row.code == 0 ? 200 : 400));
      CHECK(answer.text("code") == row.code);
    }
    // The dialogue changes after the link was verified.
    {
      Visit visit(server);
      visit.start("SignIn");
      const auto proof =
          visit.verify(token_for("SignIn", "other@example.com"), "other@example.com");
      CHECK(proof.status() == 200);
      const json::object registration{{"interactionEvent", "Register"}};
      const auto changed = visit.call(Method::put, "/interaction-event", registration);
      CHECK(changed.text("code") == "auth.forbidden");
      CHECK(visit.identify(proof).text("code") == "user.user_not_exist");
    }
    {
      Visit visit(server);
      visit.start("Register");
      const auto proof = visit.verify(token_for("Register", mina));
      CHECK(proof.status() == 200);
      const json::object sign_in{{"interactionEvent", "SignIn"}};
      CHECK(visit.call(Method::put, "/interaction-event", sign_in).status() == 204);
      CHECK(visit.identify(proof).text("code") == "one_time_token.interaction_event_mismatch");
    }
    const auto token = token_for("Register", "new@example.com");
    Visit visit(server);
    visit.start("SignIn");
    CHECK(visit.verify(token, "new@example.com").status() == 400);
    visit.start("Register");
    const auto proof = visit.verify(token, "new@example.com");
    CHECK(visit.identify(proof).status() == 201);
    CHECK(visit.finish().status() == 200);
  });
}

TEST_CASE("a link leads into the organizations of its context when its person is in") {
  for_each_link([](Server& server, Administrator& administrator, Visit& visit) {
    server.insert(an_organization("globex"));
    const auto context = R"({"jitOrganizationIds":["acme","globex","gone"]})";
    visit.start("SignIn");
    const auto proof = visit.verify(create_token(administrator, mina, context));
    visit.identify(proof);
    // Not before the dialogue ends.
    CHECK(count_members(server, "mina") == 0);
    visit.finish();
    CHECK(count_members(server, "mina") == 2);

    Visit other(server);
    other.start("Register");
    const auto invitation =
        other.verify(create_token(administrator, "new@example.com", context), "new@example.com");
    other.identify(invitation);
    CHECK(count_members(server, subject_of(other.finish())) == 2);
  });
}

TEST_CASE("a link proves its address, so that a new person joins the organization of its domain") {
  for_each_engine([](Server& server) {
    add_world(server);
    Administrator administrator(server);
    administrator.expect(
        201,
        Method::post,
        "/organizations/acme/jit/email-domains",
        R"({"emailDomain":"new.example"})"
    );
    const struct {
      std::string email;
      std::size_t memberships;
    } cases[] = {{"a@new.example", 1}, {"a@other.example", 0}};
    for (const auto& one : cases) {
      CAPTURE(one.email);
      Visit visit(server);
      visit.start("Register");
      visit.identify(visit.verify(create_token(administrator, one.email), one.email));
      CHECK(count_members(server, subject_of(visit.finish())) == one.memberships);
    }
  });
}

TEST_CASE("a link asks a new person for what the tenant demands besides") {
  for_each_link([](Server& server, Administrator& administrator, Visit& visit) {
    server.change_sign_in_experience(
        {{"signUp", {{"identifiers", {"username"}}, {"password", false}, {"verify", false}}}}
    );
    visit.start("Register");
    const auto proof = visit.prove_new_address(administrator);
    const auto incomplete = visit.identify(proof);
    CHECK(incomplete.status() == 422);
    CHECK(incomplete.text("code") == "user.missing_profile");
    CHECK(
        visit.call(
                 Method::post, "/profile", {{"type", "username"}, {"value", "newcomer"}}
        ).status() == 204
    );
    CHECK(visit.call(Method::post, "/identification").status() == 201);
    const auto user = visit.finish_as_user(server);
    CHECK(user.username == "newcomer");
    CHECK(user.primary_email == "new@example.com");
  });
}

TEST_CASE("a link is refused by its state, for another address, and to suspended people") {
  for_each_link([](Server& server, Administrator& administrator, Visit& visit) {
    const auto code = [&](const std::string& token, const std::string& email) {
      return visit.verify(token, email).text("code");
    };
    CHECK(code("x", mina) == "session.interaction_not_found");
    visit.start("SignIn");
    const auto token = create_token(administrator);
    CHECK(code("x", mina) == "one_time_token.token_not_found");
    CHECK(code(token, "alice@example.com") == "one_time_token.email_mismatch");
    CHECK(code(token, "none") == "guard.invalid_input");
    const auto late = create_token(administrator);
    server.commit(server.users.update_suspension(UserId("mina"), true, server.clock.now()));
    const auto proof = visit.verify(token);
    visit.identify(proof);
    const auto suspended = visit.call(Method::post, "/submit");
    CHECK(suspended.status() == 401);
    CHECK(suspended.text("code") == "user.suspended");
    server.clock.advance(Seconds(600));
    CHECK(code(late, mina) == "one_time_token.token_expired");
  });
}

TEST_CASE("a link of an address that registered meanwhile makes no second account") {
  for_each_link([](Server& server, Administrator& administrator, Visit& visit) {
    visit.start("Register");
    const auto proof = visit.prove_new_address(administrator);
    visit.identify(proof);
    auto faster = a_user("faster");
    faster.primary_email = "new@example.com";
    server.insert(faster);
    const auto refused = visit.call(Method::post, "/submit");
    CHECK(refused.status() == 422);
    CHECK(refused.text("code") == "user.email_already_in_use");
    Visit other(server);
    other.start("Register");
    const auto taken = other.identify(other.verify(create_token(administrator)));
    CHECK(taken.text("code") == "user.email_already_in_use");
  });
}

TEST_CASE("guesses at links are counted, and lock nobody out of a link that is right") {
  for_each_link([](Server& server, Administrator& administrator, Visit& visit) {
    server.change_sign_in_experience(
        {{"sentinelPolicy", {{"maxAttempts", 3}, {"lockoutDuration", 10}}}}
    );
    const auto token = create_token(administrator);
    visit.start("SignIn");
    for (int i = 0; i < 3; ++i)
      visit.verify("guess");
    const auto blocked = visit.verify("guess");
    CHECK(blocked.status() == 400);
    CHECK(blocked.text("code") == "session.verification_blocked_too_many_attempts");
    CHECK(visit.verify(token).status() == 200);
  });
}

TEST_CASE("a link in the authorization request asks its person, whoever is signed in") {
  for_each_engine([](Server& server) {
    add_world(server);
    Administrator administrator(server);
    const auto token = create_token(administrator);
    auto bob = a_user("bob");
    bob.primary_email = "bob@example.com";
    server.insert(bob);
    const Client client(server, "web");
    Browser browser(server);
    client.sign_in(browser, "bob");
    auto fields = offline_profile;
    fields.emplace_back("one_time_token", token);
    fields.emplace_back("login_hint", mina);
    const auto page = client.authorize(browser, fields);
    CHECK(page.status == 303);
    CHECK(
        page_of(page) ==
        "/sign-in?app_id=web&one_time_token=" + token + "&login_hint=mina%40example.com"
    );
    CHECK(browser.get("/one-time-token?app_id=web").status == 200);
    Browser nobody(server);
    CHECK(header(nobody.get("/one-time-token"), "location") == "/unknown-session");
  });
}

}  // namespace daemun::flows
