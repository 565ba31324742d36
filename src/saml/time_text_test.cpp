#include "saml/time_text.h"

#include <doctest/doctest.h>

namespace daemun::saml {
namespace {

TEST_CASE("parse_time_text reads UTC, with and without a fraction") {
  CHECK(parse_time_text("2027-01-15T08:00:00Z") == from_unix_seconds(1'800'000'000));
  CHECK(parse_time_text("2027-01-15T08:00:00.25Z") == from_unix_ms(1'800'000'000'250));
  CHECK(parse_time_text("2027-01-15T08:00:00.123456789Z") == from_unix_ms(1'800'000'000'123));
  CHECK(parse_time_text("2028-02-29T23:59:59Z").has_value());
  const auto time = from_unix_ms(1'800'000'000'007);
  CHECK(parse_time_text(to_iso_text(time)) == time);
}

TEST_CASE("parse_time_text refuses other zones, dates that do not exist and anything else") {
  for (const char* text :
       {"",
        "2027-01-15",
        "2027-01-15T08:00:00",
        "2027-01-15T08:00:00+09:00",
        "2027-01-15T08:00:00.Z",
        "2027-01-15T08:00:00.1234567890Z",
        "2027-01-15T08:00:00,1Z",
        "2027-01-15 08:00:00Z",
        "2027-02-29T08:00:00Z",
        "2027-13-01T08:00:00Z",
        "2027-01-15T24:00:00Z",
        "2027-01-15T08:60:00Z",
        "2027-01-15T08:00:60Z",
        "1969-01-15T08:00:00Z",
        "2027-01-15T08:00:0xZ",
        "-027-01-15T08:00:00Z",
        " 2027-01-15T08:00:00Z"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_time_text(text));
  }
}

}  // namespace
}  // namespace daemun::saml
