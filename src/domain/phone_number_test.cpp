#include "domain/phone_number.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun {

TEST_CASE("parse_phone_number finds one form of a number with and without its trunk prefix") {
  const struct {
    const char* written;
    const char* canonical;
  } rows[] = {
      {"610412345678", "61412345678"},    // Australia
      {"+610412345678", "61412345678"},   // with +
      {"61412345678", "61412345678"},     // as it is
      {"8201012345678", "821012345678"},  // Korea
      {"4407400123456", "447400123456"},  // United Kingdom
      {"3606201234567", "36201234567"},   // Hungary dials 06
      {"36201234567", "36201234567"},
      {"250720123456", "250720123456"},
      {"2500720123456", "250720123456"},
      {"234080212345678", "23480212345678"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.written);
    CHECK(parse_phone_number(row.written) == row.canonical);
    CHECK(parse_phone_number(row.canonical) == row.canonical);
  }
}

TEST_CASE("parse_phone_number keeps a 0 that belongs to the number") {
  for (const char* number : {
           "390612345678",    // Rome
           "2250123456789",   // Ivory Coast
           "242061234567",    // Congo
           "25006123456",     // Rwanda's 06 numbers
           "910008001234567"  // free calls in India
       }) {
    CAPTURE(number);
    CHECK(parse_phone_number(number) == number);
  }
}

TEST_CASE("parse_phone_number counts the digits of the canonical form") {
  CHECK(parse_phone_number("8200000000000000") == std::nullopt);
  CHECK(parse_phone_number("8201234567890123") == "821234567890123");
  CHECK(parse_phone_number("82012345678901234") == std::nullopt);
  CHECK(parse_phone_number("8201234") == std::nullopt);
  CHECK(parse_phone_number("99999") == std::nullopt);
  CHECK(parse_phone_number("") == std::nullopt);
}

}  // namespace daemun
