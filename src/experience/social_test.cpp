// Signing in with another service, call by call: who comes in, who is linked, and what is refused.
#include "experience/test_codes.h"
#include "experience/test_factors.h"
#include "experience/test_social.h"
#include "storage/log_store.h"
#include "storage/user_asset_store.h"
#include "storage/user_identity_lookup.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <string>

namespace daemun::experience {
namespace {

using namespace test;

const std::string ann = "ann@mail.example";
const json::object good_data{{"code", "the-code"}, {"state", "the-state"}};

// "blocked_address", or with the service's own code "refused_by_provider invalid_client".
std::string last_failure(TestTenant& tenant) {
  run_task(tenant.journal->flush());
  tenant.clock.advance(Milliseconds(1));
  const auto lines = run_task(storage::LogStore(*tenant.database, tenant.tenant).list(1));
  if (lines.empty()) return "";
  const auto payload = json::parse(lines.front().payload).as_object();
  std::string text(find_string(payload, "reason").value_or(""));
  if (const auto code = find_string(payload, "providerError")) text += " " + std::string(*code);
  return text;
}

Browser a_browser(TestTenant& tenant, std::string_view event = "SignIn") {
  Browser browser(tenant, tenant.insert_interaction("app1"));
  CHECK(browser.start(event).status == 204);
  return browser;
}

// A user with the identity "ann" of the club.
UserId insert_member(TestTenant& tenant) {
  User user;
  user.id = UserId("member000001");
  user.identities = R"({"club":{"userId":"ann","details":{"id":"ann"}}})";
  user.created_at = tenant.clock.now();
  tenant.commit(tenant.users().insert(user, std::nullopt));
  return user.id;
}

UserId insert_with_email(TestTenant& tenant, const std::string& email) {
  const auto id = tenant.insert_user("ann");
  storage::UserChanges changes;
  changes.primary_email = {.is_given = true, .value = email};
  tenant.commit(tenant.users().update(id, changes, tenant.clock.now()));
  return id;
}

std::string owner_of(TestTenant& tenant, std::string id) {
  const storage::UserIdentityLookup lookup(*tenant.database, tenant.tenant);
  const storage::ForeignIdentity identity{.target = "club", .id = std::move(id)};
  const auto owner = run_task(lookup.find_owner(identity));
  return owner ? owner->user.id.value() : "";
}

bool is_signed_in(TestTenant& tenant, const Browser& browser) {
  return tenant.find(browser.interaction().id)->login.has_value();
}

std::string refusal_of(const http::Response& response) {
  return std::to_string(response.status) + " " + code_of(response);
}

std::ptrdiff_t count_token_requests(const TestTenant& tenant) {
  const auto& urls = tenant.http.urls;
  return std::count_if(urls.begin(), urls.end(), [](const std::string& url) {
    return url.ends_with("/token");
  });
}

// A tenant that lets people in by the club.
struct World {
  explicit World(json::object more = {}) {
    tenant.change_settings(social_settings(std::move(more)));
  }

  void verified_email(const std::string& email, bool is_verified = true) {
    club.service.claims["email"] = email;
    club.service.claims["email_verified"] = is_verified;
  }

  TestTenant tenant;
  Club club{tenant};
};

TEST_CASE("an account at the service signs its owner in") {
  World world;
  const auto id = insert_member(world.tenant);
  auto browser = a_browser(world.tenant);
  CHECK(browser.identify(world.club.prove(browser)).status == 204);
  CHECK(browser.submit().status == 200);
  const auto login = world.tenant.find(browser.interaction().id)->login;
  REQUIRE(login);
  CHECK(login->user_id == id);
}

TEST_CASE("a person whom nobody knows registers with what the service says") {
  World world;
  world.verified_email("Ann@Mail.example");
  world.club.service.claims["name"] = "Ann";
  auto browser = a_browser(world.tenant);
  const auto proof = world.club.prove(browser);
  const auto unknown = browser.identify(proof);
  CHECK(refusal_of(unknown) == "404 user.identity_not_exist");
  CHECK(body_of(unknown).at("data") == json::object());
  CHECK(browser.take(change_event, {{"interactionEvent", "Register"}}).status == 204);
  CHECK(browser.identify(proof).status == 201);
  CHECK(browser.submit().status == 200);
  const auto user = run_task(world.tenant.users().find(UserId(owner_of(world.tenant, "ann"))));
  REQUIRE(user);
  CHECK(user->primary_email == ann);
  CHECK(user->name == "Ann");
  CHECK(find_identity(user->identities, "club") == "ann");
  CHECK(user->identities.find("the-code") == std::string::npos);
  // The next time it is a sign-in.
  auto again = a_browser(world.tenant);
  CHECK(again.identify(world.club.prove(again)).status == 204);
}

TEST_CASE("an address that the service has not verified is no address of the account") {
  World world;
  world.verified_email(ann, false);
  auto browser = a_browser(world.tenant, "Register");
  CHECK(browser.identify(world.club.prove(browser)).status == 201);
  CHECK(browser.submit().status == 200);
  const auto user = run_task(world.tenant.users().find(UserId(owner_of(world.tenant, "ann"))));
  REQUIRE(user);
  CHECK_FALSE(user->primary_email);
}

TEST_CASE("an account is linked by an address that is proven on both sides, when asked for") {
  World world;
  const auto id = insert_with_email(world.tenant, ann);
  world.verified_email(ann);
  auto browser = a_browser(world.tenant);
  const auto proof = world.club.prove(browser);
  const auto unknown = browser.identify(proof);
  CHECK(refusal_of(unknown) == "404 user.identity_not_exist");
  const auto related = body_of(unknown).at("data").at("relatedUser");
  CHECK(related == json::value({{"type", "email"}, {"value", ann}}));
  CHECK(browser.take(identify, link_of(proof)).status == 204);
  CHECK(owner_of(world.tenant, "ann") == "");
  CHECK(browser.submit().status == 200);
  CHECK(owner_of(world.tenant, "ann") == id.value());
}

TEST_CASE("nobody is linked by an address that the service has not verified") {
  World world;
  insert_with_email(world.tenant, ann);
  world.verified_email(ann, false);
  auto browser = a_browser(world.tenant);
  const auto proof = world.club.prove(browser);
  const auto refused = browser.take(identify, link_of(proof));
  CHECK(refusal_of(refused) == "404 user.identity_not_exist");
  CHECK(body_of(refused).at("data") == json::object());
}

TEST_CASE("a link ends with the address that it was made by") {
  World world;
  const auto id = insert_with_email(world.tenant, ann);
  world.verified_email(ann);
  auto browser = a_browser(world.tenant);
  CHECK(browser.take(identify, link_of(world.club.prove(browser))).status == 204);
  storage::UserChanges changes;
  changes.primary_email = {.is_given = true, .value = "new@mail.example"};
  world.tenant.commit(world.tenant.users().update(id, changes, world.tenant.clock.now()));
  CHECK(refusal_of(browser.submit()) == "400 session.verification_expired");
  CHECK(owner_of(world.tenant, "ann") == "");
}

TEST_CASE("a person who has signed in adds an account at the service") {
  World world;
  const auto id = world.tenant.insert_user("ann");
  auto browser = a_browser(world.tenant);
  const auto proof = world.club.prove(browser);
  CHECK(
      refusal_of(browser.add_profile(proven_profile("social", proof))) ==
      "404 session.identifier_not_found"
  );
  CHECK(browser.identify(browser.verify_password("ann", good_password)).status == 204);
  CHECK(browser.add_profile(proven_profile("social", proof)).status == 204);
  const auto shown = body_of(browser.show());
  CHECK(shown.at("profile").at("socialIdentity").at("target") == "club");
  CHECK(browser.submit().status == 200);
  CHECK(owner_of(world.tenant, "ann") == id.value());
}

TEST_CASE("an account at the service is one user's, and a user has one there") {
  World world;
  insert_member(world.tenant);
  world.tenant.insert_user("ann");
  auto browser = a_browser(world.tenant);
  const auto proof = world.club.prove(browser);
  CHECK(browser.identify(browser.verify_password("ann", good_password)).status == 204);
  CHECK(
      refusal_of(browser.add_profile(proven_profile("social", proof))) ==
      "422 user.identity_already_in_use"
  );
  auto registration = a_browser(world.tenant, "Register");
  CHECK(
      refusal_of(registration.identify(world.club.prove(registration))) ==
      "422 user.identity_already_in_use"
  );
  // The member comes with another account of the same service.
  auto member = a_browser(world.tenant);
  CHECK(member.identify(world.club.prove(member)).status == 204);
  world.club.service.claims["sub"] = "bob";
  const auto second = world.club.prove(member);
  CHECK(
      refusal_of(member.add_profile(proven_profile("social", second))) ==
      "422 user.social_account_exists_in_profile"
  );
  CHECK(refusal_of(member.identify(second)) == "404 user.identity_not_exist");
}

TEST_CASE("an account that is given anew at the service does not come into the old one's") {
  World world;
  const auto id = insert_member(world.tenant);
  storage::UserChanges changes;
  changes.primary_email = {.is_given = true, .value = ann};
  world.tenant.commit(world.tenant.users().update(id, changes, world.tenant.clock.now()));
  // The address belongs to another person there now.
  world.club.service.claims["sub"] = "new-ann";
  world.verified_email(ann);
  auto browser = a_browser(world.tenant);
  CHECK(browser.take(identify, link_of(world.club.prove(browser))).status == 204);
  CHECK(refusal_of(browser.submit()) == "422 user.social_account_exists_in_profile");
  CHECK_FALSE(is_signed_in(world.tenant, browser));
}

TEST_CASE("of two who register with one account at the service at once one gets it") {
  World world;
  auto first = a_browser(world.tenant, "Register");
  auto second = a_browser(world.tenant, "Register");
  CHECK(first.identify(world.club.prove(first)).status == 201);
  CHECK(second.identify(world.club.prove(second)).status == 201);
  CHECK(first.submit().status == 200);
  CHECK(refusal_of(second.submit()) == "422 user.identity_already_in_use");
}

TEST_CASE("a sign-in by the service ends with the identity, also in the last moment") {
  World world;
  const auto id = insert_member(world.tenant);
  RacedDatabase raced(*world.tenant.database);
  Browser browser(world.tenant.dependencies(raced), world.tenant.insert_interaction("app1"));
  browser.start("SignIn");
  CHECK(browser.identify(world.club.prove(browser)).status == 204);
  raced.before_commit = [&] {
    world.tenant.commit(world.tenant.users().remove_identity(id, "club"));
    world.tenant.commit(world.tenant.users().replace(
        id,
        storage::UserDocument::identities,
        {.before = R"({"club":{"userId":"ann","details":{"id":"ann"}}})", .after = "{}"},
        world.tenant.clock.now()
    ));
  };
  CHECK(refusal_of(browser.submit()) == "400 session.verification_expired");
  CHECK_FALSE(is_signed_in(world.tenant, browser));
}

TEST_CASE("a code of the service is good once, in the dialogue and for the connector that asked") {
  World world;
  world.tenant.change_settings(
      social_settings({{"socialSignInConnectorTargets", json::array{"club", "other"}}})
  );
  world.tenant.commit(connectors_of(world.tenant)
                          .insert(a_connector("other", "other", connectors::test::oidc_config())));
  auto browser = a_browser(world.tenant);
  const auto begun = world.club.begin(browser);
  CHECK(begun.status == 200);
  // Login CSRF: the answer to another browser's dialogue.
  auto stranger = a_browser(world.tenant);
  CHECK(
      refusal_of(world.club.finish(stranger, begun, good_data)) ==
      "404 session.verification_session_not_found"
  );
  // Mix-up: the answer at another connector's callback.
  CHECK(
      refusal_of(world.club.finish(browser, begun, good_data, "other")) ==
      "404 session.verification_session_not_found"
  );
  CHECK(world.tenant.http.urls.empty());
  CHECK(world.club.finish(browser, begun, good_data).status == 200);
  // Replay.
  CHECK(
      refusal_of(world.club.finish(browser, begun, good_data)) ==
      "404 session.verification_session_not_found"
  );
}

TEST_CASE("a code goes to the service once, however many calls bring it at once") {
  World world;
  RacedDatabase raced(*world.tenant.database);
  Browser browser(world.tenant.dependencies(raced), world.tenant.insert_interaction("app1"));
  CHECK(browser.start("SignIn").status == 204);
  const auto begun = world.club.begin(browser);
  http::Response first;
  raced.before_commit = [&] { first = world.club.finish(browser, begun, good_data); };
  const auto second = world.club.finish(browser, begun, good_data);
  CHECK(first.status == 200);
  CHECK(refusal_of(second) == "404 session.verification_session_not_found");
  CHECK(count_token_requests(world.tenant) == 1);
}

TEST_CASE("a code is not lost when the dialogue changes while the service answers") {
  World world;
  insert_member(world.tenant);
  auto browser = a_browser(world.tenant);
  const auto begun = world.club.begin(browser);
  const auto answer = world.tenant.http.service;
  world.tenant.http.service = [&](const net::Request& request) {
    if (request.url.ends_with("/token"))
      world.tenant.commit(storage::Statement{{"update interactions set version = version + 1"}, {}}
      );
    return answer(request);
  };
  const auto proof = world.club.finish(browser, begun, good_data);
  CHECK(proof.status == 200);
  CHECK(count_token_requests(world.tenant) == 1);
  CHECK(browser.identify(proof).status == 204);
}

TEST_CASE("a wrong answer uses the visit up") {
  World world;
  insert_member(world.tenant);
  auto browser = a_browser(world.tenant);
  const auto begun = world.club.begin(browser);
  const json::object foreign{{"code", "the-code"}, {"state", "another"}};
  CHECK(refusal_of(world.club.finish(browser, begun, foreign)) == "400 connector.general");
  CHECK(world.tenant.http.urls.empty());
  CHECK(
      refusal_of(world.club.finish(browser, begun, good_data)) ==
      "400 session.connector_validation_session_not_found"
  );
  // What has only begun proves nothing.
  CHECK(refusal_of(browser.identify(begun)) == "400 session.verification_failed");
}

TEST_CASE("a code that was got in another dialogue brings no token of this one") {
  World world;
  insert_member(world.tenant);
  auto browser = a_browser(world.tenant);
  const auto begun = world.club.begin(browser);
  world.club.service.claims["nonce"] = "of another dialogue";
  CHECK(
      refusal_of(world.club.finish(browser, begun, good_data)) ==
      "401 connector.social_invalid_id_token"
  );
}

TEST_CASE("a visit to the service takes a quarter of an hour at most") {
  World world;
  auto browser = a_browser(world.tenant);
  const auto begun = world.club.begin(browser);
  world.tenant.clock.advance(Milliseconds(15 * 60 * 1000));
  CHECK(
      refusal_of(world.club.finish(browser, begun, good_data)) == "400 session.verification_expired"
  );
}

TEST_CASE("the browser is sent back to our own page of the connector and nowhere else") {
  World world;
  auto browser = a_browser(world.tenant);
  const auto begin_with = [&](std::string_view state, std::string_view uri) {
    return refusal_of(browser.take(
        social_method.endpoints[0].step,
        {{"state", state}, {"redirectUri", uri}},
        {{"connectorId", "club"}}
    ));
  };
  CHECK(begin_with("s", "https://auth.example/callback/club") == "200 ");
  for (const auto* uri :
       {"https://evil.example/callback/club",
        "https://auth.example/callback/other",
        "https://auth.example/callback/club/../other",
        "https://auth.example.evil.example/callback/club",
        "http://auth.example/callback/club",
        "javascript:alert(1)",
        "//auth.example/callback/club"}) {
    CAPTURE(uri);
    CHECK(begin_with("s", uri) == "400 guard.invalid_input");
  }
  CHECK(begin_with("", "https://auth.example/callback/club") == "400 session.insufficient_info");
  CHECK(
      begin_with(std::string(2000, 's'), "https://auth.example/callback/club") ==
      "400 guard.invalid_input"
  );
  CHECK(refusal_of(world.club.begin(browser, "none")) == "404 entity.not_found");
}

TEST_CASE("a connector that goes in the middle ends the sign-in at each step") {
  World world;
  insert_member(world.tenant);
  const std::string refused = "422 user.sign_in_method_not_enabled";
  const auto off = social_settings({{"socialSignInConnectorTargets", json::array()}});
  auto browser = a_browser(world.tenant);
  const auto begun = world.club.begin(browser);
  world.tenant.change_settings(off);
  CHECK(refusal_of(world.club.begin(browser)) == refused);
  CHECK(refusal_of(world.club.finish(browser, begun, good_data)) == refused);
  world.tenant.change_settings(social_settings());
  const auto proof = world.club.finish(browser, begun, good_data);
  CHECK(proof.status == 200);
  world.tenant.change_settings(off);
  CHECK(refusal_of(browser.identify(proof)) == refused);
  world.tenant.change_settings(social_settings());
  CHECK(browser.identify(proof).status == 204);
  world.tenant.change_settings(off);
  CHECK(refusal_of(browser.submit()) == refused);
  world.tenant.change_settings(social_settings());
  world.tenant.commit(connectors_of(world.tenant).remove(ConnectorId("club")));
  CHECK(refusal_of(browser.submit()) == "422 session.invalid_connector_id");
  CHECK_FALSE(is_signed_in(world.tenant, browser));
}

TEST_CASE("a service that is down or lies is told in a code, without a word of it") {
  World world;
  auto browser = a_browser(world.tenant);
  const auto begun = world.club.begin(browser);
  world.tenant.http.service = [](const net::Request&) {
    return net::Response{.status = 500, .headers = {}, .body = "secret of the host"};
  };
  const auto refused = world.club.finish(browser, begun, good_data);
  CHECK(refusal_of(refused) == "400 connector.general");
  CHECK(refused.body.find("secret") == std::string::npos);
  // Nobody answers at all.
  world.tenant.http.service = nullptr;
  const auto second = world.club.begin(browser);
  CHECK(refusal_of(world.club.finish(browser, second, good_data)) == "400 connector.general");
}

TEST_CASE("the audit log says why a service's sign-in failed, in codes alone") {
  World world;
  auto browser = a_browser(world.tenant);
  const auto reason_of = [&](net::Response answer) {
    const auto begun = world.club.begin(browser);
    world.tenant.http.service = [answer](const net::Request&) { return answer; };
    world.tenant.clock.advance(Milliseconds(1));
    CHECK(world.club.finish(browser, begun, good_data).status >= 400);
    return last_failure(world.tenant);
  };
  const std::vector<net::Header> json_type{{"content-type", "application/json"}};
  CHECK(
      reason_of({401, json_type, R"({"error":"invalid_client","error_description":"hush"})"}) ==
      "refused_by_provider invalid_client"
  );
  CHECK(reason_of({400, json_type, R"({"error":"\u0007 hush"})"}) == "bad_member");
  CHECK(reason_of({500, {}, "secret of the host"}) == "provider_unavailable");
  CHECK(reason_of({404, {}, "secret of the host"}) == "unexpected_status");
  // Nobody answers at all.
  const auto begun = world.club.begin(browser);
  world.tenant.http.service = nullptr;
  world.tenant.clock.advance(Milliseconds(1));
  CHECK(world.club.finish(browser, begun, good_data).status == 400);
  CHECK(last_failure(world.tenant) == "timed_out");
}

TEST_CASE("what a new account lacks is asked for, unless the tenant spares who comes by a service"
) {
  const json::object sign_up{
      {"identifiers", json::array{"username"}}, {"password", true}, {"verify", false}};
  for (const bool skips : {false, true}) {
    CAPTURE(skips);
    World world({{"signUp", sign_up}, {"socialSignIn", {{"skipRequiredIdentifiers", skips}}}});
    auto browser = a_browser(world.tenant, "Register");
    const auto identified = browser.identify(world.club.prove(browser));
    CHECK(identified.status == (skips ? 201 : 422));
    if (skips) continue;
    // No password: the service stands for it.
    CHECK(body_of(identified).at("data").at("missingProfile") == json::array{"username"});
    CHECK(browser.add_profile({{"type", "username"}, {"value", "ann"}}).status == 204);
    CHECK(browser.identify().status == 201);
    CHECK(browser.submit().status == 200);
    CHECK(owner_of(world.tenant, "ann") != "");
  }
}

TEST_CASE("a new account does not get an address that another account has") {
  World world;
  insert_with_email(world.tenant, ann);
  world.verified_email(ann);
  auto browser = a_browser(world.tenant, "Register");
  const auto proof = world.club.prove(browser);
  CHECK(browser.identify(proof).status == 201);
  // The same proof still says whose address it is, where the person wants to sign in after all.
  CHECK(browser.take(change_event, {{"interactionEvent", "SignIn"}}).status == 204);
  CHECK(body_of(browser.identify(proof)).at("data").as_object().contains("relatedUser"));
  CHECK(browser.take(change_event, {{"interactionEvent", "Register"}}).status == 204);
  CHECK(browser.identify(proof).status == 201);
  CHECK(browser.submit().status == 200);
  const auto user = run_task(world.tenant.users().find(UserId(owner_of(world.tenant, "ann"))));
  REQUIRE(user);
  CHECK_FALSE(user->primary_email);
}

TEST_CASE("an address that the tenant does not take opens no account by a service either") {
  World world({{"emailBlocklistPolicy", {{"customBlocklist", json::array{"@mail.example"}}}}});
  world.verified_email(ann);
  auto browser = a_browser(world.tenant, "Register");
  CHECK(
      refusal_of(browser.identify(world.club.prove(browser))) ==
      "422 session.email_blocklist.email_not_allowed"
  );
}

TEST_CASE("name and picture follow the service where its connector is kept in step") {
  for (const bool syncs : {false, true}) {
    CAPTURE(syncs);
    World world;
    const auto id = insert_member(world.tenant);
    world.tenant.commit(
        connectors_of(world.tenant).update(ConnectorId("club"), {.sync_profile = syncs})
    );
    world.club.service.claims["name"] = "Ann of the club";
    auto browser = a_browser(world.tenant);
    CHECK(browser.identify(world.club.prove(browser)).status == 204);
    CHECK(browser.submit().status == 200);
    CHECK((run_task(world.tenant.users().find(id))->name == "Ann of the club") == syncs);
  }
}

TEST_CASE("a picture in our storage is removed when the service's takes its place") {
  for (const bool syncs : {false, true}) {
    CAPTURE(syncs);
    World world;
    auto& tenant = world.tenant;
    const auto id = insert_member(tenant);
    const storage::UserAssetStore assets(*tenant.database, tenant.tenant);
    const UserAsset picture{
        .id = UserAssetId(std::string(user_asset_id_length, 'a')), .type = "png", .bytes = "a"};
    tenant.commit(assets.put_avatar(picture, id, std::nullopt));
    storage::UserChanges changes;
    changes.avatar = {.is_given = true, .value = to_url("https://auth.example", picture)};
    tenant.commit(tenant.users().update(id, changes, tenant.clock.now()));
    tenant.commit(connectors_of(tenant).update(ConnectorId("club"), {.sync_profile = syncs}));
    world.club.service.claims["name"] = "Ann of the club";
    world.club.service.claims["picture"] = "https://club.example/ann.png";
    auto browser = a_browser(tenant);
    CHECK(browser.identify(world.club.prove(browser)).status == 204);
    CHECK(browser.submit().status == 200);
    const auto user = run_task(tenant.users().find(id));
    CHECK((user->avatar == "https://club.example/ann.png") == syncs);
    CHECK(run_task(assets.find(picture.id)).has_value() != syncs);
    // Only the name has changed.
    world.club.service.claims["name"] = "Ann";
    auto again = a_browser(tenant);
    CHECK(again.identify(world.club.prove(again)).status == 204);
    CHECK(again.submit().status == 200);
    CHECK(run_task(assets.find(picture.id)).has_value() != syncs);
  }
}

TEST_CASE("the interaction shows the account at the service and no secret of the visit") {
  World world;
  auto browser = a_browser(world.tenant);
  world.club.begin(browser);
  const auto before = browser.show().body;
  CHECK(before.find("\"connectorId\":\"club\"") != std::string::npos);
  CHECK(before.find("code_verifier") == std::string::npos);
  CHECK(before.find("nonce") == std::string::npos);
  world.club.prove(browser);
  const auto records = body_of(browser.show()).at("verificationRecords").as_array();
  CHECK(records.back().at("socialUserInfo").at("id") == "ann");
}

TEST_CASE("a reset of a password takes no account at a service") {
  World world({{"forgotPasswordMethods", json::array{"EmailVerificationCode"}}});
  auto browser = a_browser(world.tenant, "ForgotPassword");
  CHECK(refusal_of(world.club.begin(browser)) == "400 session.not_supported_for_forgot_password");
}

TEST_CASE("a suspended user does not come in by a service") {
  World world;
  const auto id = insert_member(world.tenant);
  world.tenant.commit(world.tenant.users().update_suspension(id, true, world.tenant.clock.now()));
  auto browser = a_browser(world.tenant);
  CHECK(browser.identify(world.club.prove(browser)).status == 204);
  CHECK(refusal_of(browser.submit()) == "401 user.suspended");
}

}  // namespace
}  // namespace daemun::experience
