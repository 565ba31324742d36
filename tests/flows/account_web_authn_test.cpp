// A passkey that a person registers through the Account API and adds to the account.
#include "domain/page_look.h"
#include "storage/experience_store.h"

#include <doctest/doctest.h>

#include "flows/harness/account.h"
#include "flows/harness/second_factor.h"
#include "flows/harness/shop.h"
#include "webauthn/test_authenticator.h"

namespace daemun::flows {
namespace {

using http::Method;
using webauthn::test::Authenticator;

const std::string registration = "/verifications/web-authn/registration";
const std::string factors = "/my-account/mfa-verifications";
const std::string not_found = "400 verification_record.not_found";

void prepare(Server& server) {
  add_shop(server);
  server.insert(a_user("bob"));
  open_account_center(server);
  demand(server, "NoPrompt", {"WebAuthn"});
}

struct Begun {
  std::string id{};
  json::object options{};
};
Begun begin(AccountOwner& owner) {
  const auto answer = owner.send(Method::post, registration);
  REQUIRE(answer.status() == 200);
  return {
      .id = answer.text("verificationRecordId"),
      .options = answer.body.at("registrationOptions").as_object()};
}

std::string proof_of(
    const Begun& begun, Authenticator& authenticator, const std::string& origin = endpoint
) {
  return json::serialize(json::object{
      {"verificationRecordId", begun.id},
      {"payload", authenticator.create(begun.options, {.origin = origin})}});
}

std::string addition_of(const std::string& id, const std::string& name = "My phone") {
  return json::serialize(json::object{
      {"type", "WebAuthn"}, {"newIdentifierVerificationRecordId", id}, {"name", name}});
}

}  // namespace

TEST_CASE("a passkey is registered and added, once, under its name") {
  for_each_engine([](Server& server) {
    prepare(server);
    AccountOwner alice(server, "alice");
    alice.step_up();
    const auto begun = begin(alice);
    CHECK(begun.options.at("rp").at("id") == "auth.example");
    CHECK(begun.options.at("user").at("name") == "alice");
    Authenticator authenticator;
    CHECK(alice.outcome(Method::post, factors, addition_of(begun.id)) == not_found);
    const auto proof = proof_of(begun, authenticator);
    CHECK(alice.outcome(Method::post, registration + "/verify", proof) == "200");
    CHECK(
        alice.outcome(Method::post, registration + "/verify", proof) ==
        "400 session.mfa.pending_info_not_found"
    );
    CHECK(alice.outcome(Method::post, factors, addition_of(begun.id)) == "204");
    CHECK(alice.outcome(Method::post, factors, addition_of(begun.id)) == not_found);
    const auto stored = run_task(factors_of(server).list(UserId("alice")));
    REQUIRE(stored.size() == 1);
    CHECK(stored.at(0).name == "My phone");
    CHECK(stored.at(0).passkey.credential_id == authenticator.credential_id());
    CHECK(stored.at(0).passkey.rp_id == "auth.example");
    // The options name it from now on, and nobody can register it a second time.
    const auto again = begin(alice);
    CHECK(again.options.at("excludeCredentials").as_array().size() == 1);
    CHECK(
        alice.outcome(Method::post, registration + "/verify", proof_of(again, authenticator)) ==
        "400 session.mfa.webauthn_verification_failed"
    );
  });
}

TEST_CASE("a wrong answer, an old challenge and another person's record register no passkey") {
  for_each_engine([](Server& server) {
    prepare(server);
    AccountOwner alice(server, "alice");
    AccountOwner bob(server, "bob");
    Authenticator authenticator;
    const std::string verify = registration + "/verify";
    const auto wrong = begin(alice);
    CHECK(
        alice.outcome(
            Method::post, verify, proof_of(wrong, authenticator, "https://evil.example")
        ) == "400 session.mfa.webauthn_verification_failed"
    );
    CHECK(alice.outcome(Method::post, verify, proof_of(wrong, authenticator)) == not_found);
    const auto of_alice = begin(alice);
    CHECK(bob.outcome(Method::post, verify, proof_of(of_alice, authenticator)) == not_found);
    CHECK(alice.outcome(Method::post, verify, proof_of(of_alice, authenticator)) == "200");
    bob.step_up();
    CHECK(bob.outcome(Method::post, factors, addition_of(of_alice.id)) == not_found);
    const auto late = begin(alice);
    server.clock.advance(Seconds(301));
    CHECK(
        alice.outcome(Method::post, verify, proof_of(late, authenticator)) ==
        "400 session.mfa.pending_info_not_found"
    );
  });
}

TEST_CASE("a passkey may be registered on a related origin of the account centre") {
  for_each_engine([](Server& server) {
    prepare(server);
    const storage::ExperienceStore store(*server.database, server.tenant);
    const auto before = run_task(store.find_account_center());
    auto center = json::parse(before.value()).as_object();
    center["webauthnRelatedOrigins"] = json::array{"https://account.app.example"};
    server.commit(store.change_account_center({.before = before, .after = json::serialize(center)})
    );
    AccountOwner alice(server, "alice");
    Authenticator authenticator;
    const auto proof = proof_of(begin(alice), authenticator, "https://account.app.example");
    CHECK(alice.outcome(Method::post, registration + "/verify", proof) == "200");
  });
}

TEST_CASE("a person has at most ten passkeys") {
  for_each_engine([](Server& server) {
    prepare(server);
    AccountOwner alice(server, "alice");
    for (int i = 0; i < 10; ++i) {
      const auto id = "key" + std::to_string(i);
      server.commit(factors_of(server).insert(
          {.id = id,
           .user_id = UserId("alice"),
           .type = Factor::web_authn,
           .created_at = server.clock.now(),
           .passkey = {.credential_id = id, .public_key = "key", .rp_id = "auth.example"}}
      ));
    }
    alice.step_up();
    const auto begun = begin(alice);
    Authenticator authenticator;
    const auto proof = proof_of(begun, authenticator);
    REQUIRE(alice.outcome(Method::post, registration + "/verify", proof) == "200");
    CHECK(
        alice.outcome(Method::post, factors, addition_of(begun.id)) ==
        "422 session.mfa.too_many_factors"
    );
  });
}

}  // namespace daemun::flows
