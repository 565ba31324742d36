#include "domain/key_rotation.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun {
namespace {

const TimePoint noon = from_unix_seconds(1'800'000'000);

SigningKey a_key(std::string id, std::string algorithm, SigningKeyStatus status) {
  return SigningKey{
      .id = SigningKeyId(std::move(id)),
      .algorithm = std::move(algorithm),
      .status = status,
      .private_key = {},
      .created_at = noon,
  };
}

using enum SigningKeyStatus;
using Ids = std::vector<SigningKeyId>;

Ids ids(std::initializer_list<const char*> names) {
  Ids list;
  for (const auto* name : names)
    list.emplace_back(std::string(name));
  return list;
}

TEST_CASE("plan_new_key makes the first key of a slot current") {
  const std::vector<SigningKey> keys{a_key("rsa", "RS256", current)};
  const auto place = plan_new_key(keys, {}, a_key("new", "ES256", current), Seconds(0));
  CHECK(place.status == current);
  CHECK(place.rotation.removed.empty());
  CHECK(place.rotation.to_previous.empty());
}

TEST_CASE("plan_new_key without grace moves the current key to previous and drops the older one") {
  const std::vector<SigningKey> keys{
      a_key("now", "ES256", current),
      a_key("old", "ES256", previous),
      a_key("rsa", "RS256", current)};
  const auto place = plan_new_key(keys, {}, a_key("new", "ES256", current), Seconds(0));
  CHECK(place.status == current);
  CHECK(place.rotation.removed == ids({"old"}));
  CHECK(place.rotation.to_previous == ids({"now"}));
}

TEST_CASE("plan_new_key without grace drops a key that waits to be next") {
  const std::vector<SigningKey> keys{a_key("now", "ES256", current), a_key("soon", "ES256", next)};
  const std::vector<PendingKey> pending{{SigningKeyId("soon"), noon}};
  const auto place = plan_new_key(keys, pending, a_key("new", "ES256", current), Seconds(0));
  CHECK(place.rotation.removed == ids({"soon"}));
  CHECK(place.rotation.pending.empty());
}

TEST_CASE("plan_new_key lets a key of another curve take the place, and keeps one previous") {
  const std::vector<SigningKey> keys{
      a_key("now", "ES384", current),
      a_key("old", "ES256", previous),
      a_key("rsa", "RS256", current)};
  const auto place = plan_new_key(keys, {}, a_key("new", "ES256", current), Seconds(0));
  CHECK(place.rotation.removed == ids({"old"}));
  CHECK(place.rotation.to_previous == ids({"now"}));
}

TEST_CASE("plan_new_key leaves elliptic-curve keys alone when RS256 rotates") {
  const std::vector<SigningKey> keys{a_key("ec", "ES256", current), a_key("rsa", "RS256", current)};
  const auto place = plan_new_key(keys, {}, a_key("new", "RS256", current), Seconds(0));
  CHECK(place.rotation.to_previous == ids({"rsa"}));
}

TEST_CASE("plan_new_key with grace lets the key wait and replaces one that waits already") {
  const std::vector<SigningKey> keys{a_key("now", "ES256", current), a_key("soon", "ES384", next)};
  const std::vector<PendingKey> pending{
      {SigningKeyId("soon"), noon}, {SigningKeyId("rsa-soon"), noon}};
  const auto place = plan_new_key(keys, pending, a_key("new", "ES256", current), Seconds(60));
  CHECK(place.status == next);
  CHECK(place.rotation.removed == ids({"soon"}));
  CHECK(place.rotation.to_previous.empty());
  CHECK(
      place.rotation.pending ==
      std::vector<PendingKey>{
          {SigningKeyId("rsa-soon"), noon}, {SigningKeyId("new"), noon + Seconds(60)}}
  );
}

TEST_CASE("plan_promotion waits for the time of the next key") {
  const std::vector<SigningKey> keys{a_key("now", "ES256", current), a_key("soon", "ES256", next)};
  const std::vector<PendingKey> pending{{SigningKeyId("soon"), noon + Seconds(60)}};
  const auto rotation = plan_promotion(keys, pending, noon + Seconds(59));
  CHECK(rotation.to_current.empty());
  CHECK(rotation.pending == pending);
}

TEST_CASE("plan_promotion promotes the next key and drops what was previous") {
  const std::vector<SigningKey> keys{
      a_key("now", "ES256", current),
      a_key("soon", "ES384", next),
      a_key("old", "ES384", previous)};
  const std::vector<PendingKey> pending{{SigningKeyId("soon"), noon}};
  const auto rotation = plan_promotion(keys, pending, noon);
  CHECK(rotation.removed == ids({"old"}));
  CHECK(rotation.to_previous == ids({"now"}));
  CHECK(rotation.to_current == ids({"soon"}));
  CHECK(rotation.pending.empty());
}

TEST_CASE("plan_promotion promotes both slots on their own") {
  const std::vector<SigningKey> keys{
      a_key("ec", "ES256", current),
      a_key("rsa", "RS256", current),
      a_key("ec-soon", "ES256", next),
      a_key("rsa-soon", "RS256", next)};
  const std::vector<PendingKey> pending{
      {SigningKeyId("ec-soon"), noon}, {SigningKeyId("rsa-soon"), noon + Seconds(1)}};
  const auto rotation = plan_promotion(keys, pending, noon);
  CHECK(rotation.to_previous == ids({"ec"}));
  CHECK(rotation.to_current == ids({"ec-soon"}));
  CHECK(rotation.pending == std::vector<PendingKey>{{SigningKeyId("rsa-soon"), noon + Seconds(1)}});
}

TEST_CASE("plan_promotion does nothing for a next key that no one has dated") {
  const std::vector<SigningKey> keys{a_key("now", "ES256", current), a_key("soon", "ES256", next)};
  CHECK(plan_promotion(keys, {}, noon).to_current.empty());
}

TEST_CASE("parse_pending_keys reads what to_json_text wrote and nothing else") {
  const std::vector<PendingKey> pending{{SigningKeyId("a"), noon}, {SigningKeyId("b"), noon}};
  CHECK(parse_pending_keys(to_json_text(pending)) == pending);
  for (const auto* text : {"", "null", "{}", R"({"next":{}})", R"({"next":[1,{"id":"a"}]})"}) {
    CHECK(parse_pending_keys(text).empty());
  }
}

TEST_CASE("refuse_removal lets go of previous keys only") {
  const std::vector<SigningKey> ring{
      a_key("a", "ES256", current), a_key("b", "ES256", next), a_key("c", "ES256", previous)};
  CHECK_FALSE(refuse_removal(ring, SigningKeyId("c")));
  CHECK(refuse_removal(ring, SigningKeyId("a")) == KeyRefusal::only_previous_key_can_be_deleted);
  CHECK(refuse_removal(ring, SigningKeyId("b")) == KeyRefusal::only_previous_key_can_be_deleted);
  CHECK(refuse_removal(ring, SigningKeyId("d")) == KeyRefusal::key_not_found);
  const std::vector<SigningKey> fresh{a_key("a", "ES256", current), a_key("r", "RS256", current)};
  CHECK(refuse_removal(fresh, SigningKeyId("a")) == KeyRefusal::key_required);
  CHECK(refuse_removal(fresh, SigningKeyId("d")) == KeyRefusal::key_required);
}

TEST_CASE("next_curve stays with the current one") {
  CHECK(next_curve({}) == "ES256");
  CHECK(next_curve({a_key("r", "RS256", current)}) == "ES256");
  CHECK(next_curve({a_key("p", "ES256", previous), a_key("a", "ES384", current)}) == "ES384");
}

}  // namespace
}  // namespace daemun
