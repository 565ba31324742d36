#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

Interaction an_interaction(std::string id = "interaction1") {
  Interaction interaction;
  interaction.id = InteractionId(std::move(id));
  interaction.request.client_id = ApplicationId("app1");
  interaction.request.redirect_uri = "https://app.example/callback";
  interaction.created_at = now;
  interaction.expires_at = now + Seconds(3600);
  return interaction;
}

Interaction a_full_interaction() {
  auto interaction = an_interaction();
  interaction.prompt = InteractionPrompt::consent;
  interaction.request.scopes = {"openid"};
  interaction.request.state = "s\"t\uc774";
  interaction.question = ConsentQuestion{
      .user_id = UserId("user00000001"),
      .missing_scopes = {"email"},
      .missing_resource_scopes = {{"https://api.example", {"read"}}}};
  interaction.session_id = SessionId("session1");
  interaction.login =
      LoginResult{.user_id = UserId("user00000001"), .signed_in_at = now, .amr = {"pwd"}};
  interaction.consent = ConsentResult{ConsentResult::Answer::denied};
  interaction.experience_state = R"({"profile":{"name":"\uc774"}})";
  interaction.version = 7;
  return interaction;
}

Interaction found(Stores& stores) {
  const auto interaction = run_task(stores.interactions.find(an_interaction().id));
  REQUIRE(interaction);
  return *interaction;
}

void check_same(const Interaction& left, const Interaction& right) {
  CHECK(left.id == right.id);
  CHECK(left.prompt == right.prompt);
  CHECK(to_json_text(left.request) == to_json_text(right.request));
  CHECK(left.session_id == right.session_id);
  CHECK(left.experience_state == right.experience_state);
  CHECK(left.version == right.version);
  CHECK(left.created_at == right.created_at);
  CHECK(left.expires_at == right.expires_at);
  REQUIRE(left.question.has_value() == right.question.has_value());
  if (left.question) CHECK(to_json_text(*left.question) == to_json_text(*right.question));
  REQUIRE(left.login.has_value() == right.login.has_value());
  if (left.login) CHECK(to_json_text(*left.login) == to_json_text(*right.login));
  REQUIRE(left.consent.has_value() == right.consent.has_value());
  if (left.consent) CHECK(left.consent->answer == right.consent->answer);
}

}  // namespace

TEST_CASE("InteractionStore gives back every column, set or null") {
  for_each_engine([](Stores& stores, Stores& others) {
    stores.run(stores.interactions.insert(an_interaction()));
    check_same(found(stores), an_interaction());
    CHECK_FALSE(run_task(others.interactions.find(an_interaction().id)));
    others.run(others.interactions.insert(a_full_interaction()));
    check_same(found(others), a_full_interaction());
    CHECK(
        stores.conflict(stores.interactions.insert(an_interaction())) == Conflict::Reason::unique
    );
  });
}

TEST_CASE("InteractionStore updates results and notes, and raises the version") {
  for_each_engine([](Stores& stores) {
    auto interaction = an_interaction();
    stores.run(stores.interactions.insert(interaction));
    interaction.login = a_full_interaction().login;
    interaction.consent = ConsentResult{};
    interaction.experience_state = R"({"a":1})";
    stores.run(stores.interactions.update(interaction));
    interaction.version = 2;
    check_same(found(stores), interaction);
    interaction.login.reset();
    interaction.consent.reset();
    stores.run(stores.interactions.update(interaction));
    interaction.version = 3;
    check_same(found(stores), interaction);
  });
}

TEST_CASE("InteractionStore updates a version exactly once under concurrent attempts") {
  for_each_engine([](Stores& stores) {
    auto interaction = an_interaction();
    stores.run(stores.interactions.insert(interaction));
    for (std::int64_t version = 1; version <= 5; ++version) {
      interaction.version = version;
      CHECK(stores.winners(stores.interactions.update(interaction)) == 1);
    }
    CHECK(found(stores).version == 6);
    CHECK(stores.conflict(stores.interactions.update(interaction)) == Conflict::Reason::row_count);
  });
}

TEST_CASE("InteractionStore consumes a dialogue exactly once under concurrent attempts") {
  for_each_engine([](Stores& stores) {
    stores.run(stores.interactions.insert(an_interaction()));
    CHECK(stores.winners(stores.interactions.consume(an_interaction().id)) == 1);
    CHECK_FALSE(run_task(stores.interactions.find(an_interaction().id)));
    CHECK(
        stores.conflict(stores.interactions.consume(InteractionId("none"))) ==
        Conflict::Reason::row_count
    );
  });
}

TEST_CASE("InteractionStore removes what expired before an instant") {
  for_each_engine([](Stores& stores, Stores& others) {
    auto expired = an_interaction("expired");
    expired.expires_at = now - Milliseconds(1);
    auto ending = an_interaction("ending");
    ending.expires_at = now;
    for (auto* each : {&stores, &others}) {
      each->run(each->interactions.insert(expired));
      each->run(each->interactions.insert(ending));
    }
    stores.run(stores.interactions.remove_expired(stores.tenant, now));
    CHECK_FALSE(run_task(stores.interactions.find(expired.id)));
    CHECK(run_task(stores.interactions.find(ending.id)));
    CHECK(run_task(others.interactions.find(expired.id)));
  });
}

}  // namespace daemun::storage
