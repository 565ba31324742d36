// Linking an account at another service through the Account API.
#include <doctest/doctest.h>

#include "flows/harness/account.h"
#include "flows/harness/administrator.h"
#include "flows/harness/shop.h"

namespace daemun::flows {
namespace {

using http::Method;

const std::string identities = "/my-account/identities";
const std::string social = "/verifications/social";
const std::string callback = endpoint + "/account/callback/social/club";

// A shop with a service that says what the browser says.
void add_club(Server& server) {
  server.equipment.mock_folder = "mocks";
  add_shop(server);
  open_account_center(server);
  Administrator administrator(server);
  const json::object connector{
      {"connectorId", "mock-social-connector"},
      {"id", "club"},
      {"config", {{"clientId", "a"}, {"clientSecret", "hush"}}}};
  administrator.expect(200, Method::post, "/connectors", json::serialize(connector));
  administrator.expect(
      200, Method::patch, "/sign-in-exp", R"({"socialSignInConnectorTargets":["mock-social"]})"
  );
}

Answer begin(AccountOwner& owner, const std::string& redirect_uri = callback) {
  const json::object body{
      {"connectorId", "club"}, {"state", "the-state"}, {"redirectUri", redirect_uri}};
  return owner.send(Method::post, social, json::serialize(body));
}

Answer finish(AccountOwner& owner, const std::string& record, const std::string& member) {
  const json::object body{
      {"verificationRecordId", record},
      {"connectorData",
       {{"code", "c"}, {"state", "the-state"}, {"redirectUri", callback}, {"userId", member}}}};
  return owner.send(Method::post, social + "/verify", json::serialize(body));
}

// There and back; the id of the record.
std::string prove(AccountOwner& owner, const std::string& member) {
  const auto begun = begin(owner);
  REQUIRE(begun.status() == 201);
  CHECK(begun.text("authorizationUri").starts_with("http://mock-social/?"));
  const auto record = begun.text("verificationRecordId");
  const auto proven = finish(owner, record, member);
  REQUIRE(proven.status() == 200);
  return record;
}

std::string link(AccountOwner& owner, Method method, const std::string& record) {
  const json::object body{{"newIdentifierVerificationRecordId", record}};
  return owner.outcome(method, identities, json::serialize(body));
}

std::string linked(AccountOwner& owner) {
  const auto shown = owner.get("/my-account").body.at("identities").as_object();
  const auto* identity = shown.if_contains("mock-social");
  return identity == nullptr ? "" : json::serialize(identity->at("userId"));
}

}  // namespace

TEST_CASE("a person links an account at a service, and another in its place") {
  for_each_engine([](Server& server) {
    add_club(server);
    AccountOwner alice(server, "alice");
    const auto first = prove(alice, "ann");
    CHECK(link(alice, Method::post, first) == "401 verification_record.permission_denied");
    alice.step_up();
    CHECK(link(alice, Method::post, first) == "204");
    CHECK(linked(alice) == R"("ann")");
    // A record counts once, and a service has one account.
    CHECK(link(alice, Method::post, first) == "400 verification_record.not_found");
    const auto second = prove(alice, "annie");
    CHECK(link(alice, Method::post, second) == "400 user.identity_already_in_use");
    CHECK(link(alice, Method::put, second) == "204");
    CHECK(linked(alice) == R"("annie")");
  });
}

TEST_CASE("nothing of another person links to an account") {
  for_each_engine([](Server& server) {
    add_club(server);
    server.insert(a_user("bob"));
    AccountOwner alice(server, "alice");
    AccountOwner bob(server, "bob");
    bob.step_up();
    REQUIRE(link(bob, Method::post, prove(bob, "ann")) == "204");
    alice.step_up();
    CHECK(link(alice, Method::post, prove(alice, "ann")) == "422 user.identity_already_in_use");
    const auto of_bob = prove(bob, "benny");
    CHECK(link(alice, Method::post, of_bob) == "400 verification_record.not_found");
    const auto begun = begin(bob).text("verificationRecordId");
    CHECK(outcome_of(finish(alice, begun, "ann")) == "400 verification_record.not_found");
    CHECK(link(alice, Method::post, begun) == "400 verification_record.not_found");
    CHECK(linked(alice).empty());
  });
}

TEST_CASE("a visit has one answer, and comes back to the account center or its application") {
  for_each_engine([](Server& server) {
    add_club(server);
    AccountOwner alice(server, "alice");
    const auto record = prove(alice, "ann");
    CHECK(outcome_of(finish(alice, record, "ann")) == "400 verification_record.not_found");
    CHECK(begin(alice, Client(server, "web").redirect_uri()).status() == 201);
    for (const char* elsewhere :
         {"https://evil.example/callback", "http://foo.example@evil.example/", "javascript:a"}) {
      CAPTURE(elsewhere);
      CHECK(outcome_of(begin(alice, elsewhere)) == "400 guard.invalid_input");
    }
    CHECK(outcome_of(begin(alice, "")) == "400 session.insufficient_info");
    const std::string unknown =
        R"({"connectorId":"none","state":"s","redirectUri":")" + callback + R"("})";
    CHECK(alice.outcome(Method::post, social, unknown) == "404 entity.not_found");
  });
}

}  // namespace daemun::flows
