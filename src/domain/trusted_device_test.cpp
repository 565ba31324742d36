#include "domain/trusted_device.h"

#include <doctest/doctest.h>

namespace daemun {
namespace {

using Days = std::chrono::hours;
constexpr TimePoint start = TimePoint{} + Days(20'000 * 24);

TrustedDevice a_device(std::int64_t days = 30) {
  return {
      .id = "phone",
      .user_id = UserId("ann"),
      .secret_hash = "hash of the phone",
      .created_at = start,
      .last_used_at = start,
      .expires_at = start + Days(days * 24)};
}

TrustedDevicePolicy enabled(std::int64_t days = 30) {
  return {.is_enabled = true, .days = days};
}

bool is_trusted(const TrustedDevicePolicy& policy, TimePoint now) {
  const std::vector<TrustedDevice> devices{a_device()};
  return find_trusted_device(devices, {"another", "hash of the phone"}, policy, now) != nullptr;
}

Secret a_secret(char letter) {
  return Secret(std::string(trusted_device_secret_bytes, letter));
}

}  // namespace

TEST_CASE("parse_trusted_device_policy trusts no device unless told so, and for 30 days") {
  const auto parse = [](std::string_view text) {
    return parse_trusted_device_policy(json::parse(text).as_object());
  };
  CHECK_FALSE(parse("{}").is_enabled);
  CHECK_FALSE(parse(R"({"trustedDevice":{}})").is_enabled);
  CHECK_FALSE(parse(R"({"trustedDevice":{"enabled":"true"}})").is_enabled);
  CHECK_FALSE(parse(R"({"trustedDevice":true})").is_enabled);
  CHECK(parse(R"({"trustedDevice":{"enabled":true}})").is_enabled);
  CHECK(parse(R"({"trustedDevice":{"enabled":true}})").days == 30);
  CHECK(parse(R"({"trustedDevice":{"enabled":true,"durationDays":7}})").days == 7);
  for (const auto* days : {"0", "-1", "366", "1e9", "\"7\"", "null"}) {
    CAPTURE(days);
    CHECK(parse(std::string(R"({"trustedDevice":{"durationDays":)") + days + "}}").days == 30);
  }
}

TEST_CASE("find_trusted_device trusts a device until the day that it was told") {
  CHECK(is_trusted(enabled(), start));
  CHECK(is_trusted(enabled(), start + Days(30 * 24) - Milliseconds(1)));
  CHECK_FALSE(is_trusted(enabled(), start + Days(30 * 24)));
}

TEST_CASE("find_trusted_device counts a shortened time from the beginning of the trust") {
  CHECK(is_trusted(enabled(7), start + Days(7 * 24) - Milliseconds(1)));
  CHECK_FALSE(is_trusted(enabled(7), start + Days(7 * 24)));
  // A longer one changes nothing for a device that was trusted before.
  CHECK_FALSE(is_trusted(enabled(365), start + Days(30 * 24)));
}

TEST_CASE("find_trusted_device knows no device while the setting is off") {
  CHECK_FALSE(is_trusted({.is_enabled = false}, start));
}

TEST_CASE("find_trusted_device refuses any other secret") {
  const std::vector<TrustedDevice> devices{a_device()};
  for (const auto& hashes :
       {std::vector<std::string>{}, {""}, {"hash of the phonf"}, {"hash of the phon"}})
    CHECK(find_trusted_device(devices, hashes, enabled(), start) == nullptr);
  CHECK(find_trusted_device({}, {"hash of the phone"}, enabled(), start) == nullptr);
}

TEST_CASE("the cookie of trusted devices keeps the five newest secrets") {
  std::vector<Secret> secrets;
  for (const char letter : {'a', 'b', 'c', 'd', 'e', 'f'})
    secrets.push_back(a_secret(letter));
  const auto parsed = parse_trusted_device_cookie(to_trusted_device_cookie(secrets));
  REQUIRE(parsed.size() == 5);
  CHECK(parsed.front().reveal() == a_secret('a').reveal());
  CHECK(parsed.back().reveal() == a_secret('e').reveal());
}

TEST_CASE("parse_trusted_device_cookie leaves out anything that is no secret") {
  const auto good = to_trusted_device_cookie({a_secret('a')});
  for (const std::string& bad :
       {std::string(),
        std::string("."),
        std::string("..."),
        std::string("abc"),
        good + "A",
        good.substr(1),
        std::string(43, '*'),
        std::string(43, '\0'),
        std::string(100'000, 'A')}) {
    CAPTURE(bad.size());
    CHECK(parse_trusted_device_cookie(bad).empty());
  }
  CHECK(parse_trusted_device_cookie("junk." + good + ".junk").size() == 1);
  std::string many = good;
  for (int i = 0; i < 1'000; ++i)
    many += "." + good;
  CHECK(parse_trusted_device_cookie(many).size() == 5);
}

}  // namespace daemun
