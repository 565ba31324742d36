#include "oidc/authorization_decision.h"

#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

namespace daemun::oidc {
namespace {

using Words = std::vector<std::string>;

const TimePoint now = from_unix_seconds(1'800'000'000);
const UserId alice("user00000001");
const UserId bob("user00000002");
const std::string api = "https://api.example";

Application a_client(ApplicationType type = ApplicationType::traditional) {
  return test::an_application("app", type);
}

Application a_third_party() {
  auto client = a_client();
  client.is_third_party = true;
  client.user_consent_scopes = {"profile", "email"};
  client.resource_consent_scopes = {ScopeId("read")};
  return client;
}

AuthorizationRequest a_request(Words scopes = {"openid"}) {
  AuthorizationRequest request;
  request.scopes = std::move(scopes);
  return request;
}

std::shared_ptr<const Resource> a_resource(const Words& scopes) {
  Resource resource;
  resource.id = ResourceId("api");
  resource.indicator = api;
  for (const auto& name : scopes)
    resource.scopes.push_back({.id = ScopeId(name), .name = name, .description = std::nullopt});
  return std::make_shared<const Resource>(std::move(resource));
}

// Alice has signed in ten seconds ago.
AuthorizationFacts signed_in() {
  AuthorizationFacts facts;
  facts.session =
      Session{.id = SessionId("session"), .user_id = alice, .signed_in_at = now - Seconds(10)};
  return facts;
}

// The question that the consent page has asked of a user, and the answer.
AuthorizationFacts answered(
    AuthorizationFacts facts, ConsentQuestion question, ConsentResult::Answer answer
) {
  facts.question = std::move(question);
  facts.consent = ConsentResult{answer};
  return facts;
}

AuthorizationDecision decide(
    const AuthorizationRequest& request,
    const AuthorizationFacts& facts,
    const Application& client = a_client()
) {
  return decide_authorization(request, client, facts, now);
}

void check_login(const AuthorizationDecision& decision) {
  const auto* interact = std::get_if<Interact>(&decision);
  REQUIRE(interact != nullptr);
  CHECK(interact->prompt == InteractionPrompt::login);
  CHECK_FALSE(interact->question);
}

const ConsentQuestion& question_of(const AuthorizationDecision& decision) {
  const auto* interact = std::get_if<Interact>(&decision);
  REQUIRE(interact != nullptr);
  CHECK(interact->prompt == InteractionPrompt::consent);
  REQUIRE(interact->question);
  return *interact->question;
}

const IssueCode& issued(const AuthorizationDecision& decision) {
  const auto* issue = std::get_if<IssueCode>(&decision);
  REQUIRE(issue != nullptr);
  return *issue;
}

std::string refusal(const AuthorizationDecision& decision) {
  const auto* refuse = std::get_if<Refuse>(&decision);
  REQUIRE(refuse != nullptr);
  return std::string(to_string(refuse->error.code));
}

}  // namespace

TEST_CASE("decide_authorization asks whoever has no session to sign in") {
  check_login(decide(a_request(), {}));
}

TEST_CASE("decide_authorization issues a code to a signed-in user of a first-party client") {
  CHECK(
      issued(decide(a_request({"openid", "profile"}), signed_in())).scopes ==
      Words{"openid", "profile"}
  );
}

TEST_CASE("decide_authorization asks again when the sign-in is older than max_age") {
  auto request = a_request();
  request.max_age = Seconds(10);
  issued(decide(request, signed_in()));
  request.max_age = Seconds(9);
  check_login(decide(request, signed_in()));
  auto fresh = signed_in();
  fresh.is_fresh_login = true;
  issued(decide(request, fresh));
  request.max_age = Seconds(0);
  check_login(decide(request, signed_in()));
}

TEST_CASE(
    "decide_authorization asks again, once, when the sign-in is not as sure as acr_values want"
) {
  auto request = a_request();
  request.acr_values = {"mfa"};
  auto facts = signed_in();
  facts.session->amr = {"pwd"};
  check_login(decide(request, facts));
  facts.is_fresh_login = true;
  issued(decide(request, facts));
  facts.is_fresh_login = false;
  facts.session->amr = {"pwd", "otp", "mfa"};
  issued(decide(request, facts));
  request.acr_values = {"phr"};
  check_login(decide(request, facts));
  request.acr_values = {"phr", "mfa"};
  issued(decide(request, facts));
}

TEST_CASE("decide_authorization answers prompt=none from a session weaker than acr_values want") {
  auto request = a_request();
  request.acr_values = {"mfa"};
  request.prompt_none = true;
  auto facts = signed_in();
  facts.session->amr = {"pwd"};
  issued(decide(request, facts));
}

TEST_CASE("decide_authorization asks again for prompt=login, once") {
  auto request = a_request();
  request.prompt_login = true;
  check_login(decide(request, signed_in()));
  auto fresh = signed_in();
  fresh.is_fresh_login = true;
  issued(decide(request, fresh));
}

TEST_CASE("decide_authorization takes no fresh login without a session") {
  AuthorizationFacts facts;
  facts.is_fresh_login = true;
  check_login(decide(a_request(), facts));
}

TEST_CASE("decide_authorization asks the user whom id_token_hint names to sign in") {
  auto request = a_request();
  request.id_token_hint_subject = alice.value();
  issued(decide(request, signed_in()));
  request.id_token_hint_subject = bob.value();
  check_login(decide(request, signed_in()));
  auto fresh = signed_in();
  fresh.is_fresh_login = true;
  CHECK(refusal(decide(request, fresh)) == "login_required");
}

TEST_CASE("decide_authorization shows nothing for prompt=none") {
  auto request = a_request();
  request.prompt_none = true;
  issued(decide(request, signed_in()));
  CHECK(refusal(decide(request, {})) == "login_required");
  CHECK(refusal(decide(request, signed_in(), a_third_party())) == "consent_required");
  CHECK(
      refusal(decide(request, signed_in(), a_client(ApplicationType::native))) ==
      "interaction_required"
  );
  auto aged = request;
  aged.max_age = Seconds(1);
  CHECK(refusal(decide(aged, signed_in())) == "login_required");
  auto hinted = request;
  hinted.id_token_hint_subject = bob.value();
  CHECK(refusal(decide(hinted, signed_in())) == "login_required");
}

TEST_CASE("decide_authorization describes prompt=none without a session as Logto does") {
  auto request = a_request();
  request.prompt_none = true;
  const auto decision = decide(request, {});
  CHECK(std::get<Refuse>(decision).error.description == "End-User authentication is required");
}

TEST_CASE("decide_authorization refuses an unknown resource before anything is asked") {
  AuthorizationFacts facts;
  facts.resources = {a_resource({}), nullptr};
  CHECK(refusal(decide(a_request(), facts)) == "invalid_target");
}

TEST_CASE("decide_authorization never asks the user of a first-party client for consent") {
  auto request = a_request({"openid", "profile"});
  request.prompt_consent = true;
  for (const auto type :
       {ApplicationType::traditional, ApplicationType::spa, ApplicationType::native}) {
    issued(decide(request, signed_in(), a_client(type)));
  }
}

TEST_CASE("decide_authorization grants the requested scopes that a resource defines, held or not") {
  auto facts = signed_in();
  facts.resources = {a_resource({"read", "write", "delete"})};
  const auto decision = decide(a_request({"openid", "read", "write", "unknown"}), facts);
  CHECK(issued(decision).scopes == Words{"openid"});
  CHECK(issued(decision).resource_scopes == ResourceScopes{{api, {"read", "write"}}});
}

TEST_CASE("decide_authorization grants a resource without scopes too") {
  auto facts = signed_in();
  facts.resources = {a_resource({"read"})};
  const auto decision = decide(a_request({"openid", "write"}), facts);
  CHECK(issued(decision).resource_scopes == ResourceScopes{{api, {}}});
}

TEST_CASE("decide_authorization grants permissions of the organization template") {
  auto request = a_request({"openid", "invite", "manage", "unknown"});
  auto facts = signed_in();
  facts.organization_scopes = {
      {OrganizationScopeId("1"), "invite"},
      {OrganizationScopeId("2"), "manage"},
      {OrganizationScopeId("3"), "delete"}};
  CHECK(issued(decide(request, facts)).resource_scopes.empty());
  request.resources = {std::string(organizations_resource)};
  const std::string template_resource(organizations_resource);
  CHECK(
      issued(decide(request, facts)).resource_scopes ==
      ResourceScopes{{template_resource, {"invite", "manage"}}}
  );
  const ResourceScopes expected{{template_resource, {"invite"}}};
  auto third_party = a_third_party();
  third_party.organization_consent_scopes = {OrganizationScopeId("1")};
  CHECK(question_of(decide(request, facts, third_party)).missing_resource_scopes == expected);
}

TEST_CASE("decide_authorization asks the user of a third party for what is missing") {
  auto facts = signed_in();
  facts.resources = {a_resource({"read", "write"})};
  const auto decision =
      decide(a_request({"openid", "profile", "read", "write"}), facts, a_third_party());
  const auto& question = question_of(decision);
  CHECK(question.user_id == alice);
  CHECK(question.missing_scopes == Words{"openid", "profile"});
  CHECK(question.missing_resource_scopes == ResourceScopes{{api, {"read"}}});
}

TEST_CASE("decide_authorization remembers within the session what was agreed to") {
  auto facts = signed_in();
  facts.resources = {a_resource({"read"})};
  facts.session_client = SessionClient{.scopes = {"openid"}};
  const auto request = a_request({"openid", "profile", "read"});
  CHECK(question_of(decide(request, facts, a_third_party())).missing_scopes == Words{"profile"});
  facts.session_client->scopes.emplace_back("profile");
  CHECK(question_of(decide(request, facts, a_third_party())).missing_scopes.empty());
  facts.session_client->resource_scopes = {{api, {"read"}}};
  const auto decision = decide(request, facts, a_third_party());
  CHECK(issued(decision).scopes == Words{"openid", "profile"});
  CHECK(issued(decision).resource_scopes == ResourceScopes{{api, {"read"}}});
}

TEST_CASE("decide_authorization issues a code after the user has agreed") {
  const auto request = a_request({"openid", "profile"});
  const auto question = question_of(decide(request, signed_in(), a_third_party()));
  const auto facts = answered(signed_in(), question, ConsentResult::Answer::granted);
  CHECK(issued(decide(request, facts, a_third_party())).scopes == request.scopes);
}

TEST_CASE("decide_authorization asks again for what the page did not ask") {
  const ConsentQuestion smaller{.user_id = alice, .missing_scopes = {"openid"}};
  const auto facts = answered(signed_in(), smaller, ConsentResult::Answer::granted);
  const auto decision = decide(a_request({"openid", "profile"}), facts, a_third_party());
  CHECK(question_of(decision).missing_scopes == Words{"profile"});
}

TEST_CASE("decide_authorization does not take another user's agreement") {
  const ConsentQuestion of_bob{.user_id = bob, .missing_scopes = {"openid", "profile"}};
  const auto facts = answered(signed_in(), of_bob, ConsentResult::Answer::granted);
  const auto decision = decide(a_request({"openid", "profile"}), facts, a_third_party());
  CHECK(question_of(decision).user_id == alice);
  CHECK(question_of(decision).missing_scopes == Words{"openid", "profile"});
}

TEST_CASE("decide_authorization refuses when the user does") {
  const ConsentQuestion question{.user_id = alice, .missing_scopes = {"openid"}};
  const auto facts = answered(signed_in(), question, ConsentResult::Answer::denied);
  const auto decision = decide(a_request(), facts, a_third_party());
  CHECK(refusal(decision) == "access_denied");
  CHECK(std::get<Refuse>(decision).error.description == "End-User aborted interaction");
}

TEST_CASE("decide_authorization asks for everything anew for prompt=consent, once") {
  auto request = a_request({"openid", "profile"});
  request.prompt_consent = true;
  auto facts = signed_in();
  facts.session_client = SessionClient{.scopes = {"openid", "profile"}};
  const auto question = question_of(decide(request, facts, a_third_party()));
  CHECK(question.missing_scopes == Words{"openid", "profile"});
  issued(decide(request, answered(facts, question, ConsentResult::Answer::granted), a_third_party())
  );
  // Also when there is nothing to list.
  request.scopes.clear();
  CHECK(question_of(decide(request, facts, a_third_party())).missing_scopes.empty());
}

TEST_CASE("decide_authorization gives a third party nothing that the user has not agreed to") {
  const Words scopes[] = {{}, {"openid"}, {"read"}, {"unknown"}, {"openid", "profile", "read"}};
  const Words resources[] = {{}, {api}, {api, std::string(organizations_resource)}};
  for (const bool is_default : {false, true}) {
    for (const auto& resource : resources) {
      for (const auto& words : scopes) {
        for (const bool prompt_none : {false, true}) {
          for (const bool prompt_consent : {false, !prompt_none}) {
            auto request = a_request(words);
            request.resources = resource;
            request.prompt_none = prompt_none;
            request.prompt_consent = prompt_consent;
            auto facts = signed_in();
            if (is_default || !resource.empty()) facts.resources = {a_resource({"read"})};
            auto client = a_third_party();
            client.user_consent_scopes.emplace_back("urn:logto:scope:organizations");
            const auto decision = decide(request, facts, client);
            if (prompt_none) {
              CHECK(refusal(decision) == "consent_required");
              continue;
            }
            const auto& question = question_of(decision);
            const auto agreed = answered(facts, question, ConsentResult::Answer::granted);
            const auto issue = issued(decide(request, agreed, client));
            CHECK(issue.scopes == question.missing_scopes);
            CHECK(issue.resource_scopes == question.missing_resource_scopes);
          }
        }
      }
    }
  }
}

TEST_CASE("decide_authorization takes no unasked answer of before for an agreement") {
  auto request = a_request({});
  request.resources = {api};
  auto facts = signed_in();
  facts.resources = {a_resource({"read"})};
  facts.session_client = SessionClient{.resource_scopes = {{api, {}}}};
  question_of(decide(request, facts, a_third_party()));
  facts.session_client->resource_scopes = {{api, {"read"}}};
  issued(decide(request, facts, a_third_party()));
}

TEST_CASE("decide_authorization asks about each audience of a third party") {
  auto request = a_request({"openid"});
  request.resources = {api};
  auto facts = signed_in();
  facts.resources = {a_resource({"read"})};
  facts.session_client = SessionClient{.scopes = {"openid"}};
  const auto question = question_of(decide(request, facts, a_third_party()));
  CHECK(question.missing_scopes.empty());
  CHECK(question.missing_resource_scopes == ResourceScopes{{api, {}}});
}

TEST_CASE("decide_authorization gives a third party no resource that is not open to it") {
  auto facts = signed_in();
  facts.resources = {a_resource({"write"})};
  facts.session_client = SessionClient{.scopes = {"openid"}, .resource_scopes = {{api, {"write"}}}};
  auto request = a_request({"openid", "write"});
  request.resources = {api};
  CHECK(refusal(decide(request, facts, a_third_party())) == "invalid_target");
  CHECK(
      refusal(decide(request, {.resources = facts.resources}, a_third_party())) == "invalid_target"
  );
  issued(decide(request, facts));
  auto of_an_organization = a_third_party();
  of_an_organization.organization_resource_consent_scopes = {ScopeId("write")};
  issued(decide(request, facts, of_an_organization));
  request.resources = {std::string(organizations_resource)};
  facts.resources.clear();
  CHECK(refusal(decide(request, facts, a_third_party())) == "invalid_target");
}

TEST_CASE("decide_authorization means no default resource that is not open to a third party") {
  auto facts = signed_in();
  facts.resources = {a_resource({"write"})};
  facts.session_client = SessionClient{.scopes = {"openid"}};
  CHECK(issued(decide(a_request(), facts, a_third_party())).resource_scopes.empty());
  CHECK(issued(decide(a_request(), facts)).resource_scopes == ResourceScopes{{api, {}}});
}

TEST_CASE("decide_authorization refuses a user whom the client does not let in, after the sign-in"
) {
  auto facts = signed_in();
  facts.may_use_client = false;
  for (const auto& client : {a_client(), a_third_party()}) {
    const auto decision = decide_authorization(a_request(), client, facts, now);
    REQUIRE(std::holds_alternative<Refuse>(decision));
    CHECK(std::get<Refuse>(decision).error.code == OAuthErrorCode::access_denied);
  }
  facts.session.reset();
  CHECK(std::holds_alternative<Interact>(decide_authorization(a_request(), a_client(), facts, now))
  );
}

}  // namespace daemun::oidc
