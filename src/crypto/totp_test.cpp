#include "crypto/totp.h"

#include <doctest/doctest.h>

namespace daemun::crypto {
namespace {

const Secret secret("12345678901234567890");

}  // namespace

TEST_CASE("make_totp_code agrees with the vectors of RFC 6238, appendix B") {
  const std::pair<std::int64_t, const char*> vectors[] = {
      {59, "287082"},
      {1'111'111'109, "081804"},
      {1'111'111'111, "050471"},
      {1'234'567'890, "005924"},
      {2'000'000'000, "279037"},
      {20'000'000'000, "353130"},
  };
  for (const auto& [time, code] : vectors)
    CHECK(make_totp_code(secret, totp_step_at(time)) == code);
}

TEST_CASE("make_totp_code agrees with the vectors of RFC 4226, appendix D") {
  const char* codes[] = {
      "755224",
      "287082",
      "359152",
      "969429",
      "338314",
      "254676",
      "287922",
      "162583",
      "399871",
      "520489"};
  std::int64_t counter = 0;
  for (const auto* code : codes)
    CHECK(make_totp_code(secret, counter++) == code);
}

TEST_CASE("find_totp_step takes the step before, this one and the one after") {
  const auto now = totp_step_at(1'234'567'890);
  for (std::int64_t step = now - 3; step <= now + 3; ++step) {
    const auto found = find_totp_step(secret, make_totp_code(secret, step), now);
    const bool is_near = step >= now - 1 && step <= now + 1;
    CHECK(found == (is_near ? std::optional(step) : std::nullopt));
  }
}

TEST_CASE("find_totp_step refuses what is not the code, digit by digit") {
  const auto now = totp_step_at(1'234'567'890);  // 005924
  for (const char* code :
       {"", "5924", "05924", "0005924", "005925", " 005924", "005924\n", "００５９２４"})
    CHECK_FALSE(find_totp_step(secret, code, now));
  CHECK_FALSE(find_totp_step(Secret("another secret 12345"), "005924", now));
}

TEST_CASE("make_totp_secret makes 20 bytes, another one each time") {
  FakeRandom random(1);
  const auto first = make_totp_secret(random);
  CHECK(first.reveal().size() == 20);
  CHECK(first.reveal() != make_totp_secret(random).reveal());
}

}  // namespace daemun::crypto
