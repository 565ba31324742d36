#include "messages/limits.h"

#include <doctest/doctest.h>

namespace daemun::messages {
namespace {

using connectors::ConnectorType;

const TimePoint now = from_unix_seconds(1'800'000'000);

CountedMessage a_code(std::string_view to, std::string_view network = "203.0.113.7") {
  return {.action = "VerificationCodeSend", .to = to, .network = network};
}

std::string recipient_hash(const CountedMessage& message) {
  const auto bounds = bounds_of(message, {}, now);
  REQUIRE(bounds.size() == 2);
  return bounds[1].target_hash;
}

CountedMessage a_text(std::string_view to) {
  return {.type = ConnectorType::sms, .action = "VerificationCodeSend", .to = to};
}

}  // namespace

TEST_CASE("bounds_of counts all spellings of a recipient together, and each action separately") {
  const auto mina = recipient_hash(a_code("mina@mail.example"));
  CHECK(recipient_hash(a_code(" Mina@MAIL.example ")) == mina);
  CHECK(recipient_hash(a_code("minb@mail.example")) != mina);
  CHECK(recipient_hash(a_code("mina+1@mail.example")) == mina);
  CHECK(recipient_hash(a_code("m.ina@mail.example")) != mina);
  CHECK(recipient_hash(a_code("m.ina+x@gmail.com")) == recipient_hash(a_code("mina@gmail.com")));
  auto invitation = a_code("mina@mail.example");
  invitation.action = "MessageSend";
  CHECK(recipient_hash(invitation) != mina);
  CHECK(recipient_hash(a_text("+8201012345678")) == recipient_hash(a_text("821012345678")));
  const auto bounds = bounds_of(a_code("mina@mail.example"), {}, now);
  CHECK(bounds[0].slots == 10);
  CHECK(bounds[1].slots == 20);
  for (const auto& bound : bounds) {
    CHECK(bound.sends == 1);
    CHECK(bound.over_before == now - std::chrono::minutes(10));
  }
}

TEST_CASE("bounds_of leaves a recipient messages that another network has not used up") {
  const auto from = [](std::string_view network) {
    return bounds_of(a_code("mina@mail.example", network), {}, now);
  };
  CHECK(from("203.0.113.7")[0].target_hash == from("203.0.113.7")[0].target_hash);
  CHECK(from("203.0.113.7")[0].target_hash != from("203.0.113.8")[0].target_hash);
  CHECK(from("2001:db8::1")[0].target_hash == from("2001:db8::2")[0].target_hash);
}

TEST_CASE("bounds_of counts a browser that the recipient has used before by itself") {
  auto known = a_code("mina@mail.example");
  known.known_browser = "mark";
  const auto bounds = bounds_of(known, {}, now);
  REQUIRE(bounds.size() == 2);
  CHECK(bounds[0].slots == 10);
  CHECK(bounds[1].slots == 20);
  for (const auto& other : bounds_of(a_code("mina@mail.example"), {}, now)) {
    for (const auto& bound : bounds)
      CHECK(other.target_hash != bound.target_hash);
  }
  // Whatever marks there are.
  known.known_browser = "other";
  CHECK(bounds_of(known, {}, now)[0].target_hash != bounds[0].target_hash);
  CHECK(bounds_of(known, {}, now)[1].target_hash == bounds[1].target_hash);
  known.to = "minb@mail.example";
  CHECK(bounds_of(known, {}, now)[0].target_hash != bounds[0].target_hash);
}

TEST_CASE("bounds_of counts the network that asks, an IPv6 one as its /64 and its /48") {
  const MessageLimits limits{.codes_a_network = 50};
  const auto network = [&](std::string_view address) {
    const auto bounds = bounds_of(a_code("mina@mail.example", address), limits, now);
    return bounds.size() > 2 ? bounds[2].target_hash : std::string();
  };
  CHECK(network("203.0.113.7") == network("203.0.113.7"));
  CHECK(network("203.0.113.7") != network("203.0.113.8"));
  CHECK(network("2001:db8::1") == network("2001:db8::2"));
  CHECK(network("").empty());
  CHECK(bounds_of(a_code("mina@mail.example"), limits, now)[2].slots == 50);
  const auto wide = bounds_of(a_code("mina@mail.example", "2001:db8:0:1::1"), limits, now);
  const auto other = bounds_of(a_code("mina@mail.example", "2001:db8:0:2::1"), limits, now);
  REQUIRE(wide.size() == 4);
  CHECK(wide[3].slots == 200);
  CHECK(wide[2].target_hash != other[2].target_hash);
  CHECK(wide[3].target_hash == other[3].target_hash);
}

TEST_CASE("bounds_of counts the text messages of a day") {
  const MessageLimits limits{.sms_a_day = 1000};
  CHECK(bounds_of(a_code("mina@mail.example"), limits, now).size() == 2);
  const auto bounds = bounds_of(a_text("821012345678"), limits, now);
  REQUIRE(bounds.size() == 3);
  CHECK(bounds[2].sends == 1000);
  CHECK(bounds[2].target_hash == bounds_of(a_text("12015550123"), limits, now)[2].target_hash);
}

TEST_CASE("find_forbidden_country lets text messages into the allowed countries alone") {
  const MessageLimits limits{.sms_countries = {"KR", "US"}};
  for (const auto* to : {"821012345678", "+8201012345678", "12015550123"})
    CHECK_FALSE(find_forbidden_country(a_text(to), limits));
  // Antigua has the code of the United States; nobody has 999.
  for (const auto* to : {"447400123456", "12684641234", "870301234567", "999912345678", "x"}) {
    const auto refusal = find_forbidden_country(a_text(to), limits);
    REQUIRE(refusal);
    CHECK(refusal->code == "request.sms_country_not_allowed");
    CHECK(refusal->status == 422);
  }
  CHECK_FALSE(find_forbidden_country(a_text("447400123456"), {}));
  CHECK_FALSE(find_forbidden_country(a_code("mina@mail.example"), limits));
}

}  // namespace daemun::messages
