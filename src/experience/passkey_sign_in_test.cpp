// Signing in with a passkey and nothing else, call by call, on a database in memory.
#include "experience/test_passkeys.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace daemun::experience {
namespace {

using namespace test;

constexpr const char* no_session = "session.verification_session_not_found";

TEST_CASE("a passkey signs in without a user name, and counts as two factors") {
  auto settings = mfa_settings({"WebAuthn"}, "Mandatory");
  settings["passkeySignIn"] = {{"enabled", true}};
  WithPasskey world(settings);
  Browser browser(world.tenant, world.tenant.insert_interaction("app1"));
  // The page prepares it before the dialogue begins.
  const auto prepared = prepare_sign_in(browser);
  CHECK(prepared.status == 200);
  const auto options = options_of(prepared, "authenticationOptions");
  CHECK(options.at("rpId").as_string() == "auth.example");
  CHECK(options.at("allowCredentials").as_array().empty());
  CHECK(options.at("userVerification").as_string() == "required");
  browser.start("SignIn");
  const auto proof = finish_sign_in(browser, assertion_of(world.authenticator, prepared));
  CHECK(proof.status == 200);
  CHECK(browser.identify(proof).status == 204);
  const auto shown = body_of(browser.show());
  CHECK(shown.at("verificationRecords").at(0).at("type").as_string() == "SignInPasskey");
  world.tenant.clock.advance(Seconds(5));
  CHECK(browser.submit().status == 200);
  const auto login = world.tenant.find(browser.interaction().id)->login;
  REQUIRE(login);
  CHECK(login->user_id == world.ann);
  CHECK(login->amr == std::vector<std::string>{"hwk", "user", "mfa"});
  CHECK(run_task(factors_of(world.tenant).list(world.ann)).front().passkey.sign_count == 2);
}

TEST_CASE("a passkey signs in after an identifier that is its account's") {
  WithPasskey world;
  world.tenant.insert_user("bob");
  auto browser = a_dialogue(world.tenant);
  const auto begun = begin_sign_in(browser, "ann");
  CHECK(browser.identify(begun).status == 400);
  const auto proof = finish_sign_in(browser, assertion_of(world.authenticator, begun));
  CHECK(proof.status == 200);
  CHECK(browser.identify(proof).status == 204);
  CHECK(browser.submit().status == 200);

  for (const char* other : {"bob", "nobody"}) {
    auto stranger = a_dialogue(world.tenant);
    const auto asked = begin_sign_in(stranger, other);
    const auto refused = finish_sign_in(stranger, assertion_of(world.authenticator, asked));
    CHECK(refused.status == 409);
    CHECK(code_of(refused) == "session.identity_conflict");
    CHECK(stranger.identify(asked).status == 400);
  }
}

TEST_CASE("the options are the same for accounts with, without and for none") {
  WithPasskey world;
  world.tenant.insert_user("bob");
  std::vector<std::string> answers;
  for (const char* name : {"ann", "bob", "nobody", "no body!"}) {
    auto browser = a_dialogue(world.tenant);
    const auto begun = begin_sign_in(browser, name);
    CHECK(begun.status == 200);
    auto options = options_of(begun, "authenticationOptions");
    options.erase("challenge");
    answers.push_back(json::serialize(options));
  }
  for (const auto& answer : answers)
    CHECK(answer == answers.front());
}

TEST_CASE("a prepared challenge is taken once, also by a wrong answer, and in its dialogue only") {
  WithPasskey world;
  auto browser = a_dialogue(world.tenant);
  auto other = a_dialogue(world.tenant);
  const auto prepared = prepare_sign_in(browser);
  const auto answer = assertion_of(world.authenticator, prepared);
  CHECK(code_of(finish_sign_in(other, answer)) == no_session);
  prepare_sign_in(other);
  CHECK(code_of(finish_sign_in(other, answer)) == "session.mfa.webauthn_verification_failed");
  CHECK(last_reason(world.tenant) == "wrong_challenge");
  CHECK(code_of(finish_sign_in(other, answer)) == no_session);

  CHECK(finish_sign_in(browser, answer).status == 200);
  CHECK(code_of(finish_sign_in(browser, answer)) == no_session);

  const auto late = prepare_sign_in(browser);
  world.tenant.clock.advance(Seconds(300));
  CHECK(code_of(finish_sign_in(browser, assertion_of(world.authenticator, late))) == no_session);
}

TEST_CASE("of two answers at once one wins") {
  WithPasskey world;
  const auto interaction = world.tenant.insert_interaction("app1");
  RacedDatabase raced(*world.tenant.database);
  Browser slow(world.tenant.dependencies(raced), interaction);
  Browser fast(world.tenant, interaction);
  fast.start("SignIn");
  const auto prepared = prepare_sign_in(fast);
  const auto answer = assertion_of(world.authenticator, prepared);
  http::Response first;
  raced.before_commit = [&] { first = finish_sign_in(fast, answer); };
  const auto second = finish_sign_in(slow, answer);
  CHECK(first.status == 200);
  CHECK(code_of(second) == no_session);
}

TEST_CASE("a passkey that is to sign in is refused for each lie") {
  struct Row {
    Answer answer;
    std::string_view reason;
  };
  const Row rows[] = {
      {{.origin = "https://evil.example"}, "wrong_origin"},
      {{.origin = "http://auth.example"}, "wrong_origin"},
      {{.rp_id = "evil.example"}, "wrong_rp_id"},
      {{.is_user_verified = false}, "user_not_verified"},
      {{.more_client_data = {{"crossOrigin", true}}}, "cross_origin"},
      // Whose it is must be said where nobody has typed it, and rightly.
      {{.user_handle = ""}, "wrong_user_handle"},
      {{.user_handle = "other"}, "wrong_user_handle"},
      {{.counter = 1}, "counter_not_increased"},
      {{.signature = "0"}, "bad_signature"},
  };
  for (const auto& row : rows) {
    const auto& answer = row.answer;
    const auto reason = row.reason;
    CAPTURE(reason);
    WithPasskey world;
    auto browser = a_dialogue(world.tenant);
    const auto refused = sign_in_by_passkey(browser, world.authenticator, answer);
    CHECK(code_of(refused) == "session.mfa.webauthn_verification_failed");
    CHECK(last_reason(world.tenant) == reason);
    CHECK(code_of(browser.submit()) == "session.identifier_not_found");
  }
}

TEST_CASE("an unknown passkey signs nobody in") {
  WithPasskey world;
  Authenticator stranger;
  auto browser = a_dialogue(world.tenant);
  const json::object options{
      {"rp", {{"id", "auth.example"}}},
      {"user", {{"id", to_base64url(world.ann.value())}}},
      {"challenge", "AAAA"}};
  stranger.create(options, ours());
  const auto refused = sign_in_by_passkey(browser, stranger);
  CHECK(refused.status == 400);
  CHECK(code_of(refused) == "session.identifier_not_found");
}

TEST_CASE("the RP is the endpoint's host, whatever the request calls it") {
  WithPasskey world;
  auto request = a_request(world.tenant.insert_interaction("app1"));
  request.headers.push_back({"host", "evil.example"});
  request.headers.push_back({"x-forwarded-host", "evil.example"});
  ExperienceApi api(world.tenant.dependencies());
  const StepRow row(prepare_passkey_sign_in);
  const auto prepared = run_task(api.take(std::move(request), row.step));
  CHECK(options_of(prepared, "authenticationOptions").at("rpId").as_string() == "auth.example");
}

TEST_CASE("a passkey does not sign in where the tenant has not turned it on") {
  WithPasskey world(mfa_settings({"WebAuthn"}, "Mandatory"));
  auto browser = a_dialogue(world.tenant);
  const auto proof = sign_in_by_passkey(browser, world.authenticator);
  CHECK(proof.status == 200);
  CHECK(code_of(browser.identify(proof)) == "user.sign_in_method_not_enabled");
  // Nor does it count beside a password.
  CHECK(browser.identify(browser.verify_password("ann", good_password)).status == 204);
  CHECK(code_of(browser.submit()) == "session.mfa.require_mfa_verification");
}

TEST_CASE("a passkey does not sign in to a suspended account, nor after it was removed") {
  WithPasskey world;
  auto browser = a_dialogue(world.tenant);
  CHECK(browser.identify(sign_in_by_passkey(browser, world.authenticator)).status == 204);
  world.tenant.commit(factors_of(world.tenant).remove(world.ann, world.factor.id));
  CHECK(code_of(browser.submit()) == "session.verification_expired");
  CHECK_FALSE(world.tenant.find(browser.interaction().id)->login);

  WithPasskey suspended;
  const auto now = suspended.tenant.clock.now();
  suspended.tenant.commit(suspended.tenant.users().update_suspension(suspended.ann, true, now));
  auto late = a_dialogue(suspended.tenant);
  late.identify(sign_in_by_passkey(late, suspended.authenticator));
  CHECK(code_of(late.submit()) == "user.suspended");
}

TEST_CASE("a passkey is suggested once, and may be made or put off") {
  TestTenant tenant;
  tenant.change_settings(passkeys_only());
  const auto ann = tenant.insert_user("ann");
  auto browser = a_dialogue(tenant);
  browser.identify(browser.verify_password("ann", good_password));
  CHECK(code_of(browser.submit()) == "user.passkey_preferred");
  CHECK(browser.take(skip_passkey).status == 204);
  CHECK(browser.submit().status == 200);

  const auto bob = tenant.insert_user("bob");
  auto maker = a_dialogue(tenant);
  maker.identify(maker.verify_password("bob", good_password));
  Authenticator authenticator;
  const auto proof = register_passkey(maker, authenticator);
  CHECK(
      maker.take(bind_passkey, {{"verificationId", body_of(proof).at("verificationId")}}).status ==
      204
  );
  CHECK(maker.submit().status == 200);
  CHECK(run_task(factors_of(tenant).list(bob)).size() == 1);
  CHECK(run_task(factors_of(tenant).list(ann)).empty());
}

TEST_CASE("a new account gets a passkey and no password, and its passkey signs in") {
  TestTenant tenant;
  auto settings = passkeys_only();
  settings["signInMode"] = "SignInAndRegister";
  settings["signUp"] = {
      {"identifiers", json::array{"email"}}, {"password", false}, {"verify", true}};
  settings["signIn"] = {
      {"methods",
       json::array{{{"identifier", "email"}, {"password", false}, {"verificationCode", true}}}}};
  tenant.change_settings(settings);
  auto browser = a_dialogue(tenant, "Register");
  browser.identify(prove_address(tenant, browser, "new@mail.example", "Register"));
  CHECK(code_of(browser.submit()) == "user.passkey_preferred");
  Authenticator authenticator;
  const auto begun = begin_registration(browser);
  const auto options = options_of(begun, "registrationOptions");
  CHECK(options.at("user").at("name").as_string() == "new@mail.example");
  const auto proof = finish_registration(browser, creation_of(authenticator, begun));
  CHECK(
      browser.take(
                 bind_passkey, {{"verificationId", body_of(proof).at("verificationId")}}
      ).status == 204
  );
  CHECK(browser.submit().status == 200);
  const auto made = tenant.find(browser.interaction().id)->login->user_id;
  CHECK(to_base64url(made.value()) == options.at("user").at("id").as_string());
  CHECK_FALSE(run_task(tenant.users().find_with_password(made))->password);

  auto again = a_dialogue(tenant);
  CHECK(again.identify(sign_in_by_passkey(again, authenticator)).status == 204);
  CHECK(again.submit().status == 200);
  CHECK(tenant.find(again.interaction().id)->login->user_id == made);
}

// It would protect nothing, and could not be used without the passkey.
TEST_CASE("a new account whose passkey is its only way in is offered no second step") {
  TestTenant tenant;
  auto settings = passkeys_only();
  settings["mfa"] = {
      {"factors", json::array{"Totp", "WebAuthn"}}, {"policy", "PromptAtSignInAndSignUp"}};
  settings["signInMode"] = "SignInAndRegister";
  const auto sign_up = [](bool has_password) {
    return json::object{
        {"identifiers", json::array{"username"}}, {"password", has_password}, {"verify", false}};
  };
  const auto add_passkey = [](Browser& browser) {
    Authenticator authenticator;
    const auto proof = register_passkey(browser, authenticator);
    const auto id = body_of(proof).at("verificationId");
    CHECK(browser.take(bind_passkey, {{"verificationId", id}}).status == 204);
  };
  settings["signUp"] = sign_up(false);
  tenant.change_settings(settings);
  auto ann = a_dialogue(tenant, "Register");
  CHECK(ann.add_profile({{"type", "username"}, {"value", "ann"}}).status == 204);
  CHECK(ann.identify().status == 201);
  add_passkey(ann);
  CHECK(ann.submit().status == 200);

  settings["signUp"] = sign_up(true);
  tenant.change_settings(settings);
  auto bob = a_dialogue(tenant, "Register");
  CHECK(bob.add_profile({{"type", "username"}, {"value", "bob"}}).status == 204);
  CHECK(bob.add_profile({{"type", "password"}, {"value", good_password}}).status == 204);
  CHECK(bob.identify().status == 201);
  add_passkey(bob);
  CHECK(code_of(bob.submit()) == "user.suggest_mfa");
}

}  // namespace
}  // namespace daemun::experience
