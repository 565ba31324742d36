// Passkeys as a second factor, call by call, on a database in memory; and every way to be wrong
// that an attacker with a browser has.
#include "experience/passkey_ceremony.h"
#include "experience/test_passkeys.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace daemun::experience {
namespace {

using namespace test;

constexpr const char* failed = "session.mfa.webauthn_verification_failed";
constexpr const char* required = "session.mfa.require_mfa_verification";
constexpr const char* no_session = "session.verification_session_not_found";
constexpr const char* no_challenge = "session.mfa.pending_info_not_found";

// Where a second factor is demanded.
struct WithFactor : WithPasskey {
  WithFactor() : WithPasskey(mfa_settings({"WebAuthn"}, "Mandatory")) {}
};

TEST_CASE("web-authn registers a passkey, which the account has at the end and needs from then on"
) {
  TestTenant tenant;
  tenant.change_settings(mfa_settings({"WebAuthn"}, "Mandatory"));
  const auto ann = tenant.insert_user("ann");
  Authenticator authenticator;
  auto browser = signing_in(tenant);
  CHECK(code_of(browser.submit()) == "user.missing_mfa");

  const auto begun = begin_registration(browser);
  CHECK(begun.status == 200);
  const auto options = options_of(begun, "registrationOptions");
  CHECK(options.at("rp").at("id").as_string() == "auth.example");
  CHECK(options.at("user").at("id").as_string() == to_base64url(ann.value()));
  CHECK(options.at("user").at("name").as_string() == "ann");
  CHECK(options.at("challenge").as_string().size() == 43);
  const auto proof = finish_registration(browser, creation_of(authenticator, begun));
  CHECK(proof.status == 200);
  CHECK(bind(browser, "WebAuthn", proof).status == 204);
  CHECK(run_task(factors_of(tenant).list(ann)).empty());
  CHECK(browser.submit().status == 200);
  const auto stored = run_task(factors_of(tenant).list(ann));
  REQUIRE(stored.size() == 1);
  CHECK(stored[0].passkey.credential_id == authenticator.credential_id());
  CHECK(stored[0].passkey.public_key == authenticator.public_key());
  CHECK(stored[0].passkey.transports == std::vector<std::string>{"internal", "hybrid"});
  CHECK(stored[0].passkey.rp_id == "auth.example");
  CHECK(stored[0].passkey.agent == "test");

  auto again = signing_in(tenant);
  const auto refused = again.submit();
  CHECK(code_of(refused) == required);
  CHECK(available_of(refused) == std::vector<std::string>{"WebAuthn"});
  CHECK(prove_passkey(again, authenticator).status == 200);
  CHECK(again.submit().status == 200);
  CHECK(
      tenant.find(again.interaction().id)->login->amr ==
      std::vector<std::string>{"pwd", "hwk", "user", "mfa"}
  );
  const auto used = run_task(factors_of(tenant).list(ann)).front();
  CHECK(used.passkey.sign_count == 2);
  CHECK(used.last_used_at == tenant.clock.now());
}

TEST_CASE("web-authn excludes the passkeys that the person has, and allows only those") {
  WithFactor world;
  auto browser = signing_in(world.tenant);
  const auto id = to_base64url(world.authenticator.credential_id());
  const auto asked = options_of(begin_second_factor(browser), "authenticationOptions");
  REQUIRE(asked.at("allowCredentials").as_array().size() == 1);
  CHECK(asked.at("allowCredentials").at(0).at("id").as_string() == id);
  CHECK(asked.at("userVerification").as_string() == "required");
  CHECK(prove_passkey(browser, world.authenticator).status == 200);
  const auto created = options_of(begin_registration(browser), "registrationOptions");
  CHECK(created.at("excludeCredentials").at(0).at("id").as_string() == id);
}

TEST_CASE("relying_party_of is the endpoint's host, and labels the passkeys of the console") {
  TestTenant tenant;
  auto dependencies = tenant.dependencies();
  const auto party = relying_party_of(dependencies);
  CHECK(party.id == "auth.example");
  CHECK(party.origin == "https://auth.example");
  CHECK(party.label.empty());
  dependencies.tenant = TenantId("admin");
  dependencies.endpoint = "http://localhost:3002";
  const auto console = relying_party_of(dependencies);
  CHECK(console.id == "localhost");
  CHECK(console.origin == "http://localhost:3002");
  CHECK(console.label == " (console)");
}

TEST_CASE("web-authn needs a person, and a passkey to ask for") {
  TestTenant tenant;
  tenant.insert_user("ann");
  Browser nobody(tenant, tenant.insert_interaction("app1"));
  CHECK(code_of(begin_registration(nobody)) == "session.interaction_not_found");
  nobody.start("SignIn");
  CHECK(code_of(begin_registration(nobody)) == "session.identifier_not_found");
  CHECK(code_of(begin_second_factor(nobody)) == "session.identifier_not_found");
  auto browser = signing_in(tenant);
  CHECK(code_of(begin_second_factor(browser)) == "session.mfa.webauthn_verification_not_found");
}

TEST_CASE("web-authn/registration/verify refuses each lie, and spends the challenge on it") {
  TestTenant tenant;
  tenant.insert_user("ann");
  struct Row {
    Answer answer;
    std::string_view reason;
  };
  const Row rows[] = {
      {{.origin = "https://evil.example"}, "wrong_origin"},
      {{.origin = "https://auth.example.evil.example"}, "wrong_origin"},
      {{.rp_id = "evil.example"}, "wrong_rp_id"},
      {{.challenge = to_base64url(std::string(32, 'x'))}, "wrong_challenge"},
      {{.ceremony = "webauthn.get"}, "wrong_ceremony"},
      {{.more_client_data = {{"crossOrigin", true}}}, "cross_origin"},
      {{.is_user_verified = false}, "user_not_verified"},
      {{.is_user_present = false}, "user_not_present"},
      {{.public_key = webauthn::test::cbor_map({})}, "bad_key"},
      {{.form = webauthn::test::StatementForm::self, .signature = "0"},
       "bad_attestation_signature"},
  };
  for (const auto& row : rows) {
    const auto& answer = row.answer;
    const auto reason = row.reason;
    CAPTURE(reason);
    Authenticator authenticator;
    auto browser = signing_in(tenant);
    const auto begun = begin_registration(browser);
    const auto refused = finish_registration(browser, creation_of(authenticator, begun, answer));
    CHECK(refused.status == 400);
    CHECK(code_of(refused) == failed);
    CHECK_FALSE(data_of(refused).at("message").as_string().empty());
    CHECK(last_reason(tenant) == reason);
    // The right answer comes too late.
    const auto late = finish_registration(browser, creation_of(authenticator, begun));
    CHECK(code_of(late) == no_challenge);
  }
}

TEST_CASE(
    "web-authn/registration/verify takes an answer once, in its own dialogue, for five minutes"
) {
  TestTenant tenant;
  tenant.insert_user("ann");
  Authenticator authenticator;
  auto browser = signing_in(tenant);
  auto other = signing_in(tenant);
  const auto begun = begin_registration(browser);
  const auto answer = creation_of(authenticator, begun);
  CHECK(code_of(finish_registration(other, answer)) == no_session);
  // Not with the challenge of another dialogue either.
  const auto foreign = begin_registration(other);
  auto swapped = answer;
  swapped["verificationId"] = body_of(foreign).at("verificationId");
  CHECK(code_of(finish_registration(other, swapped)) == failed);
  CHECK(last_reason(tenant) == "wrong_challenge");
  CHECK(finish_registration(browser, answer).status == 200);
  CHECK(code_of(finish_registration(browser, answer)) == no_session);

  const auto late = begin_registration(browser);
  tenant.clock.advance(Seconds(300));
  CHECK(code_of(finish_registration(browser, creation_of(authenticator, late))) == no_challenge);
  // A new challenge voids the one before.
  const auto first = begin_registration(browser);
  begin_registration(browser);
  CHECK(code_of(finish_registration(browser, creation_of(authenticator, first))) == no_session);
}

TEST_CASE("web-authn keeps the challenges of its two ceremonies apart") {
  WithFactor world;
  auto browser = signing_in(world.tenant);
  const auto asked = begin_second_factor(browser);
  auto options = options_of(asked, "authenticationOptions");
  options["rp"] = {{"id", "auth.example"}};
  options["user"] = {{"id", to_base64url(world.ann.value())}};
  Authenticator fresh;
  const auto created = with_id(asked, fresh.create(options, ours()));
  CHECK(code_of(finish_registration(browser, created)) == no_challenge);
}

TEST_CASE("web-authn/registration/verify refuses a credential id that is registered already") {
  WithFactor world;
  world.tenant.insert_user("bob");
  auto bob = signing_in(world.tenant, "bob");
  Authenticator own;
  const auto refused =
      register_passkey(bob, own, {.credential_id = world.authenticator.credential_id()});
  CHECK(code_of(refused) == failed);
  CHECK(last_reason(world.tenant) == "bad_credential_id");
}

TEST_CASE("web-authn/authentication/verify refuses each lie, and spends the challenge on it") {
  struct Row {
    Answer answer;
    std::string_view reason;
  };
  const Row rows[] = {
      {{.origin = "https://evil.example"}, "wrong_origin"},
      {{.rp_id = "evil.example"}, "wrong_rp_id"},
      {{.challenge = to_base64url(std::string(32, 'x'))}, "wrong_challenge"},
      {{.ceremony = "webauthn.create"}, "wrong_ceremony"},
      {{.more_client_data = {{"topOrigin", "https://evil.example"}}}, "cross_origin"},
      {{.is_user_verified = false}, "user_not_verified"},
      {{.is_backup_eligible = true}, "backup_eligibility_changed"},
      {{.counter = 1}, "counter_not_increased"},
      {{.user_handle = "other"}, "wrong_user_handle"},
      {{.signature = "0"}, "bad_signature"},
  };
  for (const auto& row : rows) {
    const auto& answer = row.answer;
    const auto reason = row.reason;
    CAPTURE(reason);
    WithFactor world;
    auto browser = signing_in(world.tenant);
    const auto begun = begin_second_factor(browser);
    const auto refused =
        finish_second_factor(browser, assertion_of(world.authenticator, begun, answer));
    CHECK(refused.status == 400);
    CHECK(code_of(refused) == failed);
    CHECK(last_reason(world.tenant) == reason);
    const auto late =
        finish_second_factor(browser, assertion_of(world.authenticator, begun, {.counter = 100}));
    CHECK(code_of(late) == no_challenge);
    CHECK(code_of(browser.submit()) == required);
  }
}

TEST_CASE("web-authn/authentication/verify refuses the passkey of another account") {
  WithFactor world;
  const auto bob = world.tenant.insert_user("bob");
  Authenticator bobs;
  insert_passkey(world.tenant, bob, bobs);
  auto browser = signing_in(world.tenant);
  const auto begun = begin_second_factor(browser);
  CHECK(code_of(finish_second_factor(browser, assertion_of(bobs, begun))) == failed);
  CHECK(last_reason(world.tenant) == "unknown_credential");
  // Nor bob's key under the id of ann's.
  const Answer disguised{
      .credential_id = world.authenticator.credential_id(), .user_handle = world.ann.value()};
  const auto again = begin_second_factor(browser);
  CHECK(code_of(finish_second_factor(browser, assertion_of(bobs, again, disguised))) == failed);
  CHECK(last_reason(world.tenant) == "bad_signature");
  CHECK(code_of(browser.submit()) == required);
}

TEST_CASE("web-authn/authentication/verify takes an answer once, in its own dialogue only") {
  WithFactor world;
  auto browser = signing_in(world.tenant);
  auto other = signing_in(world.tenant);
  const auto begun = begin_second_factor(browser);
  const auto answer = assertion_of(world.authenticator, begun);
  CHECK(code_of(finish_second_factor(other, answer)) == no_session);
  CHECK(finish_second_factor(browser, answer).status == 200);
  CHECK(code_of(finish_second_factor(browser, answer)) == no_session);
  CHECK(code_of(other.submit()) == required);
}

TEST_CASE("web-authn: a passkey that is being set up is no second factor") {
  TestTenant tenant;
  tenant.change_settings(mfa_settings({"WebAuthn"}, "Mandatory"));
  const auto ann = tenant.insert_user("ann");
  auto browser = signing_in(tenant);
  Authenticator attackers;
  const auto proof = register_passkey(browser, attackers);
  CHECK(proof.status == 200);
  // Meanwhile the account gets one.
  Authenticator own;
  insert_passkey(tenant, ann, own);
  CHECK(code_of(browser.submit()) == required);
  CHECK(code_of(bind(browser, "WebAuthn", proof)) == required);
  CHECK(run_task(factors_of(tenant).list(ann)).size() == 1);
}

TEST_CASE("web-authn: a synced passkey is software's, and its counter may go back") {
  TestTenant tenant;
  tenant.change_settings(mfa_settings({"WebAuthn"}, "Mandatory"));
  const auto ann = tenant.insert_user("ann");
  Authenticator synced;
  const Answer shared{.is_backup_eligible = true, .is_backed_up = true, .counter = 7};
  insert_passkey(tenant, ann, synced, shared);
  auto browser = signing_in(tenant);
  CHECK(prove_passkey(browser, synced, {.is_backup_eligible = true, .counter = 3}).status == 200);
  CHECK(browser.submit().status == 200);
  CHECK(
      tenant.find(browser.interaction().id)->login->amr ==
      std::vector<std::string>{"pwd", "swk", "user", "mfa"}
  );
  const auto used = run_task(factors_of(tenant).list(ann)).front();
  CHECK(used.passkey.sign_count == 7);
  CHECK_FALSE(used.passkey.is_backed_up);
}

}  // namespace
}  // namespace daemun::experience
