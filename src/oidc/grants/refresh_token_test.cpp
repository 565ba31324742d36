#include "oidc/grants/refresh_token.h"

#include "oidc/lifetimes.h"
#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

#include <set>

namespace daemun::oidc {
namespace {

enum class Action { keep, rotate, replay };
using Type = ApplicationType;

const TimePoint start = from_unix_seconds(1'800'000'000);
const Seconds day = hours(24);
const Secret key(std::string(32, 'k'));
const GrantId grant_id(to_base64url(std::string(16, 'g')));

PresentedRefreshToken a_token(std::int64_t generation, char secret) {
  return {
      .grant_id = grant_id, .generation = generation, .secret = Secret(std::string(32, secret))};
}

std::string hash_of(const PresentedRefreshToken& token) {
  return crypto::sha256(token.secret.reveal());
}

Application a_client(Type type) {
  return test::an_application("app", type);
}

// An offline grant whose first refresh token was issued at `start`, for fourteen days.
GrantFacts a_grant() {
  GrantFacts facts;
  Grant& grant = facts.grant;
  grant.id = grant_id;
  grant.client_id = ApplicationId("app");
  grant.user_id = test::a_user().id;
  grant.is_offline = true;
  grant.created_at = start;
  grant.expires_at = start + 14 * day;
  grant.refresh = RefreshState{
      .generation = 1,
      .secret_hash = hash_of(a_token(1, 'a')),
      .previous_secret_hash = std::nullopt,
      .issued_at = start,
      .chain_started_at = start,
      .expires_at = start + 14 * day};
  facts.user = test::a_user();
  return facts;
}

Planned decide(
    const GrantFacts& facts,
    const PresentedRefreshToken& token,
    TimePoint now,
    const Application& client = a_client(Type::native)
) {
  return decide_refresh(client, token, facts, key, now);
}

// An accepted refresh: the grant as it will be, and the token that the client gets.
struct Decided {
  Action action;
  Grant grant;
  PresentedRefreshToken token;
};

Decided decided(
    const GrantFacts& facts,
    const PresentedRefreshToken& token,
    TimePoint now,
    const Application& client = a_client(Type::native)
) {
  auto plan = decide(facts, token, now, client);
  if (!plan) FAIL("refused: ", plan.error().error.detail);
  const bool is_rotated = plan->change == GrantChange::rotated;
  return Decided{
      .action = is_rotated    ? Action::rotate
                : plan->audit ? Action::replay
                              : Action::keep,
      .grant = std::get<GrantFacts>(plan->holder).grant,
      .token = plan->refresh_token.value()};
}

// Why it was refused, with "!" where it ends the grant.
std::string refusal(const Planned& decision) {
  if (decision) return "accepted";
  const auto& error = decision.error().error;
  CHECK(error.code == OAuthErrorCode::invalid_grant);
  CHECK(error.description == "grant request is invalid");
  CHECK(decision.error().grant);
  return error.detail + (decision.error().replay == Replay::yes ? "!" : "");
}

// The grant after the first token was rotated at `start`, and the token that came of it.
struct Rotated {
  GrantFacts facts = a_grant();
  PresentedRefreshToken first = a_token(1, 'a');
  PresentedRefreshToken second;

  explicit Rotated(const Application& client = a_client(Type::native)) {
    const auto decision = decided(facts, first, start, client);
    facts.grant = decision.grant;
    second = decision.token;
  }
};

}  // namespace

TEST_CASE("issues_refresh_token for offline grants and web clients that always want one") {
  Grant bound;
  Grant offline;
  offline.is_offline = true;
  const auto with_setting = [](Application client) {
    client.custom_client_metadata.always_issue_refresh_token = true;
    return client;
  };
  for (const auto type : {Type::traditional, Type::spa, Type::native, Type::protected_}) {
    CAPTURE(to_string(type));
    CHECK(issues_refresh_token(offline, a_client(type)));
    CHECK_FALSE(issues_refresh_token(bound, a_client(type)));
    CHECK(issues_refresh_token(bound, with_setting(a_client(type))) == (type != Type::native));
  }
  CHECK_FALSE(issues_refresh_token(offline, with_setting(a_client(Type::machine_to_machine))));
}

TEST_CASE("decide_refresh rotates the tokens of public clients") {
  for (const auto type : {Type::native, Type::spa}) {
    const auto decision = decided(a_grant(), a_token(1, 'a'), start + Seconds(1), a_client(type));
    CHECK(decision.action == Action::rotate);
    CHECK(decision.token.generation == 2);
    CHECK(decision.token.grant_id == grant_id);
    const auto& refresh = *decision.grant.refresh;
    CHECK(refresh.generation == 2);
    CHECK(refresh.secret_hash == hash_of(decision.token));
    CHECK(refresh.previous_secret_hash == hash_of(a_token(1, 'a')));
    CHECK(refresh.issued_at == start + Seconds(1));
    CHECK(refresh.chain_started_at == start);
  }
}

TEST_CASE("decide_refresh keeps a confidential client's token until 70 % of its life") {
  const auto client = a_client(Type::traditional);
  const auto seventy = start + 14 * day * 7 / 10;
  for (const auto now : {start, start + day, TimePoint(seventy - Milliseconds(1))}) {
    const auto decision = decided(a_grant(), a_token(1, 'a'), now, client);
    CHECK(decision.action == Action::keep);
    CHECK(decision.token.secret.reveal() == a_token(1, 'a').secret.reveal());
    CHECK(decision.token.generation == 1);
    CHECK(decision.grant.refresh->expires_at == a_grant().grant.refresh->expires_at);
  }
  CHECK(decided(a_grant(), a_token(1, 'a'), seventy, client).action == Action::rotate);
}

TEST_CASE("decide_refresh never rotates for an application that says so") {
  auto client = a_client(Type::spa);
  client.custom_client_metadata.rotate_refresh_token = false;
  CHECK(decided(a_grant(), a_token(1, 'a'), start + 13 * day, client).action == Action::keep);
  client.custom_client_metadata.rotate_refresh_token = true;
  CHECK(decided(a_grant(), a_token(1, 'a'), start, client).action == Action::rotate);
}

TEST_CASE("decide_refresh does not rotate a chain that is a year old") {
  auto facts = a_grant();
  const auto now = start + refresh_chain_limit;
  facts.grant.refresh->expires_at = facts.grant.expires_at = now + day;
  CHECK(decided(facts, a_token(1, 'a'), now).action == Action::keep);
  CHECK(decided(facts, a_token(1, 'a'), now - Milliseconds(1)).action == Action::rotate);
}

TEST_CASE("decide_refresh gives native and confidential clients a full lifetime again") {
  const auto now = start + 10 * day;
  for (const auto type : {Type::native, Type::traditional}) {
    const auto decision = decided(a_grant(), a_token(1, 'a'), now, a_client(type));
    CHECK(decision.grant.refresh->expires_at == now + 14 * day);
    CHECK(decision.grant.expires_at == now + 14 * day);
  }
}

TEST_CASE("decide_refresh gives a single-page application what is left") {
  const auto decision = decided(a_grant(), a_token(1, 'a'), start + 10 * day, a_client(Type::spa));
  CHECK(decision.grant.refresh->expires_at == start + 14 * day);
}

TEST_CASE("decide_refresh lets no chain outlive its grant of 180 days") {
  auto facts = a_grant();
  facts.grant.refresh->expires_at = facts.grant.expires_at = start + 180 * day;
  const auto decision = decided(facts, a_token(1, 'a'), start + 175 * day);
  CHECK(decision.grant.refresh->expires_at == start + 180 * day);
}

TEST_CASE("decide_refresh leaves the grant the end that a token has set") {
  auto facts = a_grant();
  facts.grant.expires_at = start + 30 * day;
  const auto decision = decided(facts, a_token(1, 'a'), start, a_client(Type::spa));
  CHECK(decision.grant.expires_at == start + 30 * day);
}

TEST_CASE("decide_refresh gives a lost answer again, the same, without a write") {
  Rotated rotated;
  for (const auto later : {Seconds(0), Seconds(1), Seconds(29)}) {
    const auto decision = decided(rotated.facts, rotated.first, start + later);
    CHECK(decision.action == Action::replay);
    CHECK(to_text(decision.token) == to_text(rotated.second));
    CHECK(decision.grant.refresh->generation == 2);
    CHECK(decision.grant.refresh->expires_at == rotated.facts.grant.refresh->expires_at);
  }
}

TEST_CASE("decide_refresh takes the replaced token for stolen after the grace time") {
  Rotated rotated;
  CHECK(
      refusal(decide(rotated.facts, rotated.first, start + Seconds(30))) ==
      "refresh token used twice!"
  );
}

TEST_CASE("decide_refresh knows no grace where the application turns it off") {
  auto client = a_client(Type::native);
  client.custom_client_metadata.refresh_token_rotation_grace = Seconds(0);
  Rotated rotated(client);
  CHECK(
      refusal(decide(rotated.facts, rotated.first, start, client)) == "refresh token used twice!"
  );
  client.custom_client_metadata.refresh_token_rotation_grace = Seconds(60);
  CHECK(
      decided(rotated.facts, rotated.first, start + Seconds(59), client).action == Action::replay
  );
}

TEST_CASE("decide_refresh does not extend the grace time by replays") {
  Rotated rotated;
  const auto replay = decided(rotated.facts, rotated.first, start + Seconds(29));
  auto facts = rotated.facts;
  facts.grant = replay.grant;
  CHECK(refusal(decide(facts, rotated.first, start + Seconds(31))) == "refresh token used twice!");
}

TEST_CASE("decide_refresh takes a token before the previous one for stolen") {
  Rotated rotated;
  const auto third = decided(rotated.facts, rotated.second, start + Seconds(1));
  auto facts = rotated.facts;
  facts.grant = third.grant;
  CHECK(
      refusal(decide(facts, rotated.first, start + Seconds(1))) == "refresh token used long ago!"
  );
  CHECK(decided(facts, rotated.second, start + Seconds(1)).action == Action::replay);
}

TEST_CASE("decide_refresh takes no guess of an old generation for stolen") {
  Rotated rotated;
  auto facts = rotated.facts;
  auto token = rotated.second;
  for (int generation = 2; generation < 20; ++generation) {
    auto decision = decided(facts, token, start + Seconds(generation));
    facts.grant = decision.grant;
    token = decision.token;
  }
  CHECK(refusal(decide(facts, rotated.first, start + day)) == "refresh token used long ago!");
  CHECK(refusal(decide(facts, rotated.second, start + day)) == "refresh token used long ago!");
  for (const std::int64_t generation : {0, 1, 2, 17}) {
    CHECK(
        refusal(decide(facts, a_token(generation, 'x'), start + day)) ==
        "wrong refresh token secret"
    );
  }
  auto mixed = rotated.first;
  mixed.generation = 3;
  CHECK(refusal(decide(facts, mixed, start + day)) == "wrong refresh token secret");
}

TEST_CASE("decide_refresh refuses a wrong secret of either generation and spares the grant") {
  Rotated rotated;
  for (const std::int64_t generation : {1, 2}) {
    CHECK(
        refusal(decide(rotated.facts, a_token(generation, 'x'), start + day)) ==
        "wrong refresh token secret"
    );
  }
  // The secrets of one generation do not do for the other.
  auto mixed = rotated.first;
  mixed.generation = 2;
  CHECK(refusal(decide(rotated.facts, mixed, start)) == "wrong refresh token secret");
  mixed = rotated.second;
  mixed.generation = 1;
  CHECK(refusal(decide(rotated.facts, mixed, start)) == "wrong refresh token secret");
}

TEST_CASE("decide_refresh gives no successor that the key does not derive") {
  Rotated rotated;
  const auto decision = decide_refresh(
      a_client(Type::native), rotated.first, rotated.facts, Secret("another key"), start
  );
  CHECK(refusal(decision) == "successor does not match");
}

TEST_CASE("decide_refresh refuses a generation that has not been issued") {
  CHECK(refusal(decide(a_grant(), a_token(2, 'a'), start)) == "refresh token from the future");
  CHECK(
      refusal(decide(a_grant(), a_token(0xffffffff, 'a'), start)) == "refresh token from the future"
  );
}

TEST_CASE("decide_refresh ends the grant when another client has its token, and for no guess") {
  Rotated rotated;
  for (const auto& token : {rotated.first, rotated.second}) {
    const auto decision =
        decide_refresh(test::an_application("other"), token, rotated.facts, key, start + day);
    CHECK(refusal(decision) == "refresh token of another client!");
  }
  for (const auto& guess : {a_token(2, 'b'), a_token(1, 'z')}) {
    const auto decision =
        decide_refresh(test::an_application("other"), guess, rotated.facts, key, start);
    CHECK(refusal(decision) == "refresh token of another client");
  }
}

TEST_CASE("decide_refresh refuses a grant without a refresh chain") {
  auto facts = a_grant();
  facts.grant.refresh.reset();
  CHECK(refusal(decide(facts, a_token(1, 'a'), start)) == "grant without refresh token");
}

TEST_CASE("decide_refresh refuses when token, grant, user or session has ended") {
  const std::string ended = "refresh token expired or ended";
  CHECK(refusal(decide(a_grant(), a_token(1, 'a'), start + 14 * day)) == ended);
  auto revoked = a_grant();
  revoked.grant.revoked_at = start;
  auto suspended = a_grant();
  suspended.user->is_suspended = true;
  auto deleted = a_grant();
  deleted.user.reset();
  auto bound = a_grant();
  bound.grant.is_offline = false;
  for (const auto& facts : {revoked, suspended, deleted, bound})
    CHECK(refusal(decide(facts, a_token(1, 'a'), start)) == ended);
  bound.session_expires_at = start + Seconds(1);
  CHECK(refusal(decide(bound, a_token(1, 'a'), start)) == "accepted");
  CHECK(refusal(decide(bound, a_token(1, 'a'), start + Seconds(1))) == ended);
}

TEST_CASE("decide_refresh makes of one token the same successor every time, of none another") {
  const auto successor = [](const GrantFacts& facts, const PresentedRefreshToken& token) {
    return to_text(decided(facts, token, start).token);
  };
  CHECK(successor(a_grant(), a_token(1, 'a')) == successor(a_grant(), a_token(1, 'a')));
  std::set<std::string> seen;
  auto facts = a_grant();
  auto token = a_token(1, 'a');
  for (int i = 0; i < 20; ++i) {
    const auto decision = decided(facts, token, start);
    CHECK(seen.insert(to_text(decision.token)).second);
    facts.grant = decision.grant;
    token = decision.token;
  }
}

}  // namespace daemun::oidc
