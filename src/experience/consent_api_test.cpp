#include "experience/consent_api.h"

#include "experience/test_dialogue.h"

#include <doctest/doctest.h>

namespace daemun::experience {
namespace {

using namespace test;

struct Consent {
  Consent() {
    ConsentQuestion question{
        .user_id = tenant.insert_user("ann", std::nullopt),
        .missing_scopes = {"email"},
        .missing_resource_scopes = {{"https://api.example", {"read"}}},
    };
    interaction =
        tenant.insert_interaction("app1", InteractionPrompt::consent, std::move(question));
  }

  TestTenant tenant;
  Interaction interaction;
  ConsentApi api{tenant.dependencies()};
};

}  // namespace

TEST_CASE("show tells who asks whom for what") {
  Consent consent;
  const auto shown = run_task(consent.api.show(a_request(consent.interaction)));
  CHECK(shown.status == 200);
  const auto body = body_of(shown);
  CHECK(body.at("application").at("name").as_string() == "App of app1");
  CHECK(body.at("user").at("username").as_string() == "ann");
  CHECK(json::serialize(body.at("missingOIDCScope")) == R"(["email"])");
  CHECK(
      json::serialize(body.at("missingResourceScopes")) ==
      R"([{"resource":{"id":"https://api.example","name":"https://api.example",)"
      R"("indicator":"https://api.example"},"scopes":[{"id":"read","name":"read","description":null}]}])"
  );
  CHECK(body.at("redirectUri").as_string() == "https://app.example/callback");
}

TEST_CASE("grant and cancel write the answer and lead on") {
  for (const bool is_granted : {true, false}) {
    Consent consent;
    const auto request = a_request(consent.interaction);
    const auto answered =
        run_task(is_granted ? consent.api.grant(request) : consent.api.cancel(request));
    CHECK(answered.status == 200);
    CHECK(
        body_of(answered).at("redirectTo").as_string() ==
        "https://auth.example/oidc/auth/" + consent.interaction.id.value()
    );
    const auto stored = consent.tenant.find(consent.interaction.id);
    REQUIRE(stored->consent);
    CHECK((stored->consent->answer == ConsentResult::Answer::granted) == is_granted);
  }
}

TEST_CASE("grant refuses an organization that the user is not in") {
  Consent consent;
  const auto refused = run_task(
      consent.api.grant(a_request(consent.interaction, {{"organizationIds", json::array{"org1"}}}))
  );
  CHECK(refused.status == 422);
  CHECK(code_of(refused) == "organization.require_membership");
  CHECK_FALSE(consent.tenant.find(consent.interaction.id)->consent);
}

TEST_CASE("grant refuses other sites and dialogues that ask nothing") {
  Consent consent;
  auto foreign = a_request(consent.interaction);
  foreign.headers[2].value = "https://evil.example";
  CHECK(run_task(consent.api.grant(foreign)).status == 403);
  const auto login = consent.tenant.insert_interaction("app1");
  CHECK(code_of(run_task(consent.api.grant(a_request(login)))) == "session.not_found");
}

}  // namespace daemun::experience
