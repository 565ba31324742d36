// `acr`, `amr` and `acr_values`: how a person signed in, and an application that wants to be surer.
#include <doctest/doctest.h>

#include "flows/harness/second_factor.h"
#include "flows/harness/shop.h"
#include "webauthn/test_authenticator.h"

namespace daemun::flows {

namespace {

using Words = std::vector<std::string>;

const Fields without_consent{{"scope", "openid profile"}};

Fields asking_for(const std::string& acr_values) {
  Fields fields = without_consent;
  fields.emplace_back("acr_values", acr_values);
  return fields;
}

// Asked at sign-in only if something else asks.
void prefer_no_factor(Server& server) {
  const UserId alice("alice");
  server.commit(server.users.replace(
      alice,
      storage::UserDocument::logto_config,
      {.before = run_task(server.users.find_logto_config(alice)).value(),
       .after = R"({"mfa":{"enabled":true,"skipMfaOnSignIn":true}})"},
      server.clock.now()
  ));
}

void check_claims(const Answer& tokens, const std::string& acr, const Words& amr) {
  const auto claims = claims_of(tokens.text("id_token"));
  CHECK(find_string(claims, "acr").value_or("") == acr);
  CHECK(find_strings(claims, "amr") == amr);
}

// The request ends in a code at once.
Answer redeem_at_once(const Client& client, Browser& browser, const Fields& fields) {
  return client.redeem(to_callback(client.authorize(browser, fields)));
}

void sign_in_with_app(const Client& client, Browser& browser, Server& server) {
  client.authorize(browser, without_consent);
  identify(browser);
  confirm_with_app(browser, server);
  CHECK(client.redeem(go_on(browser, submit(browser))).status() == 200);
}

using webauthn::test::Authenticator;

// What the authenticator was asked on the tenant's page.
webauthn::test::Answer on_page(bool is_backup_eligible) {
  return {.origin = "https://auth.example", .is_backup_eligible = is_backup_eligible};
}

void insert_passkey(Server& server, Authenticator& authenticator, bool is_backup_eligible) {
  authenticator.create(
      {{"rp", {{"id", "auth.example"}}},
       {"user", {{"id", to_base64url("alice")}}},
       {"challenge", to_base64url(std::string(32, 'c'))}},
      on_page(is_backup_eligible)
  );
  server.commit(factors_of(server).insert(
      {.id = "passkey-of-alice",
       .user_id = UserId("alice"),
       .type = Factor::web_authn,
       .created_at = server.clock.now(),
       .passkey =
           {.credential_id = authenticator.credential_id(),
            .public_key = authenticator.public_key(),
            .sign_count = authenticator.counter(),
            .is_backup_eligible = is_backup_eligible,
            .rp_id = "auth.example"}}
  ));
}

void confirm_with_passkey(Browser& browser, Authenticator& authenticator, bool is_backup_eligible) {
  const auto begun = post(browser, "/verification/web-authn/authentication", {});
  const auto answer =
      authenticator.get(begun.at("authenticationOptions").as_object(), on_page(is_backup_eligible));
  const auto proof = post(
      browser,
      "/verification/web-authn/authentication/verify",
      {{"verificationId", begun.at("verificationId")}, {"payload", answer}}
  );
  CHECK(proof.contains("verificationId"));
}

}  // namespace

TEST_CASE("a sign-in with two factors says so in the ID token, and a refresh changes nothing") {
  for_each_engine([](Server& server) {
    add_shop(server);
    insert_app(server, "alice");
    demand(server, "Mandatory");
    const Client client(server, "web");
    Browser browser(server);
    client.authorize(browser, offline_profile);
    identify(browser);
    CHECK(code_of(submit(browser)) == "session.mfa.require_mfa_verification");
    confirm_with_app(browser, server);
    const auto tokens = client.redeem(go_on(browser, submit(browser)));
    REQUIRE(tokens.status() == 200);
    for (const auto& answer : {tokens, client.refresh(tokens.text("refresh_token"))})
      check_claims(answer, "mfa", {"pwd", "otp", "mfa"});
  });
}

TEST_CASE("a sign-in with one factor has the ID token that it always had") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const auto claims = claims_of(Client(server, "web").tokens_of("alice").text("id_token"));
    CHECK_FALSE(claims.contains("acr"));
    CHECK_FALSE(claims.contains("amr"));
  });
}

TEST_CASE("acr_values ask for the second factor, also where a session is there already") {
  for_each_engine([](Server& server) {
    add_shop(server);
    insert_app(server, "alice");
    demand(server, "NoPrompt");
    prefer_no_factor(server);
    const Client client(server, "web");
    Browser browser(server);
    client.authorize(browser, without_consent);
    identify(browser);
    const auto first = client.redeem(go_on(browser, submit(browser)));
    CHECK(first.status() == 200);
    // The session is enough for a single factor, and not for two.
    CHECK_FALSE(
        claims_of(redeem_at_once(client, browser, without_consent).text("id_token")).contains("acr")
    );
    check_claims(redeem_at_once(client, browser, asking_for("pwd")), "pwd", {"pwd"});
    CHECK(page_of(client.authorize(browser, asking_for("mfa"))).starts_with("/sign-in"));
    identify(browser);
    CHECK(code_of(submit(browser)) == "session.mfa.require_mfa_verification");
    confirm_with_app(browser, server);
    check_claims(client.redeem(go_on(browser, submit(browser))), "mfa", {"pwd", "otp", "mfa"});
    // Now the session is enough, for every application.
    check_claims(redeem_at_once(client, browser, asking_for("mfa")), "mfa", {"pwd", "otp", "mfa"});
    check_claims(
        redeem_at_once(Client(server, "spa"), browser, without_consent),
        "mfa",
        {"pwd", "otp", "mfa"}
    );
  });
}

TEST_CASE("acr_values that a person cannot reach end in a token that says what was reached") {
  for_each_engine([](Server& server) {
    add_shop(server);
    demand(server, "NoPrompt");
    const Client client(server, "web");
    Browser browser(server);
    CHECK(page_of(client.authorize(browser, asking_for("mfa phr"))).starts_with("/sign-in"));
    identify(browser);
    check_claims(client.redeem(go_on(browser, submit(browser))), "pwd", {"pwd"});
  });
}

TEST_CASE("acr_values with prompt=none are answered with what the session has") {
  for_each_engine([](Server& server) {
    add_shop(server);
    insert_app(server, "alice");
    demand(server, "NoPrompt");
    prefer_no_factor(server);
    const Client client(server, "web");
    Browser browser(server);
    client.sign_in(browser, "alice", without_consent);
    auto silent = asking_for("mfa");
    silent.emplace_back("prompt", "none");
    check_claims(redeem_at_once(client, browser, silent), "pwd", {"pwd"});
  });
}

TEST_CASE("acr_values that mean nothing here change nothing") {
  for_each_engine([](Server& server) {
    add_shop(server);
    const Client client(server, "web");
    Browser browser(server);
    client.sign_in(browser, "alice", without_consent);
    const auto tokens = redeem_at_once(client, browser, asking_for("urn:example:gold"));
    CHECK_FALSE(claims_of(tokens.text("id_token")).contains("acr"));
  });
}

TEST_CASE("max_age asks for both factors again, and acr is of the newest sign-in") {
  for_each_engine([](Server& server) {
    add_shop(server);
    insert_app(server, "alice");
    demand(server, "NoPrompt");
    const Client client(server, "web");
    Browser browser(server);
    sign_in_with_app(client, browser, server);
    server.clock.advance(Seconds(120));
    auto fresh = without_consent;
    fresh.emplace_back("max_age", "60");
    CHECK(page_of(client.authorize(browser, fresh)).starts_with("/sign-in"));
    identify(browser);
    CHECK(code_of(submit(browser)) == "session.mfa.require_mfa_verification");
    prefer_no_factor(server);
    check_claims(client.redeem(go_on(browser, submit(browser))), "", {});
    CHECK(page_of(client.authorize(browser, asking_for("mfa"))).starts_with("/sign-in"));
  });
}

TEST_CASE("a passkey makes a sign-in phishing-resistant, whether or not it can be copied") {
  for_each_engine([](Server& server) {
    add_shop(server);
    demand(server, "NoPrompt", {"Totp", "WebAuthn"});
    insert_app(server, "alice");
    for (const bool is_backup_eligible : {false, true}) {
      server.commit(factors_of(server).remove_all(UserId("alice")));
      Authenticator authenticator;
      insert_passkey(server, authenticator, is_backup_eligible);
      insert_app(server, "alice");
      const Client client(server, "web");
      Browser browser(server);
      sign_in_with_app(client, browser, server);
      server.clock.advance(Seconds(60));  // to the app's next code
      CHECK(page_of(client.authorize(browser, asking_for("phr"))).starts_with("/sign-in"));
      identify(browser);
      confirm_with_passkey(browser, authenticator, is_backup_eligible);
      const std::string key = is_backup_eligible ? "swk" : "hwk";
      check_claims(
          client.redeem(go_on(browser, submit(browser))), "phr", {"pwd", key, "user", "mfa"}
      );
    }
  });
}

}  // namespace daemun::flows
