#include "domain/phone_number.h"

#include "base/text.h"
#include "domain/phone_rules.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

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
      {"788005553535", "78005553535"},     // Russia dials 8
      {"78005553535", "78005553535"},      // and has numbers with 800
      {"77012345678", "77012345678"},      // Kazakhstan
      {"37580291234567", "375291234567"},  // Belarus dials 80
      {"370861234567", "37061234567"},     // Lithuania dialed 8
      {"112015550123", "12015550123"},     // the United States dial 1
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

TEST_CASE("parse_phone_number leaves a canonical number as it is") {
  for (const char* number : {"788888812345678", "61412345678", "8200123456", "999912345678"}) {
    CAPTURE(number);
    const auto once = parse_phone_number(number);
    REQUIRE(once);
    CHECK(parse_phone_number(*once) == once);
  }
}

// Of libphonenumber-js: the example of each country, with its prefix, too short and too long. Two
// are left to us: it takes Colombia's 03 for the code of a carrier, and keeps 0 before a number of
// Gabon that is too short.
bool is_read_otherwise(std::string_view written) {
  return written == "5703211234567" || written == "241060312";
}

TEST_CASE("phone numbers have the form and the lengths of the countries' metadata") {
  const char* source = std::getenv("DAEMUN_SOURCE_DIR");
  if (source == nullptr) return;  // run by hand, without CTest
  std::ifstream file(std::string(source) + "/tests/vectors/phone_numbers.txt");
  REQUIRE(file);
  int rows = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    const auto parts = split_words(line, ';');
    REQUIRE(parts.size() == 3);
    CAPTURE(line);
    ++rows;
    const auto number = parse_phone_number(trim(parts[0]));
    const bool is_possible = trim(parts[2]) == "y";
    CHECK((number && is_possible_phone_number(*number)) == is_possible);
    if (!number || is_read_otherwise(trim(parts[0]))) continue;
    CHECK(*number == trim(parts[1]));
    CHECK(parse_phone_number(*number) == number);
  }
  CHECK(rows > 800);
}

TEST_CASE("is_possible_phone_number refuses codes that no country has") {
  CHECK_FALSE(is_possible_phone_number("999912345678"));
  CHECK_FALSE(is_possible_phone_number("21012345678"));
  CHECK_FALSE(is_possible_phone_number(""));
}

TEST_CASE("find_phone_countries tells countries of one code apart by their digits") {
  using Countries = std::vector<std::string_view>;
  CHECK(find_phone_countries("821012345678") == Countries{"KR"});
  CHECK(find_phone_countries("12684641234") == Countries{"AG"});
  CHECK(find_phone_countries("18761234567") == Countries{"JM"});
  CHECK(find_phone_countries("12015550123") == Countries{"US", "CA"});
  CHECK(find_phone_countries("77012345678") == Countries{"KZ"});
  CHECK(find_phone_countries("79161234567") == Countries{"RU"});
  CHECK(find_phone_countries("447624123456") == Countries{"IM"});
  CHECK(find_phone_countries("447400123456") == Countries{"GB", "GG", "JE"});
  CHECK(find_phone_countries("870301234567").empty());
  CHECK(find_phone_countries("999912345678").empty());
}

TEST_CASE("is_phone_country knows the countries that have numbers") {
  for (const char* name : {"KR", "US", "CA", "AG", "VA"})
    CHECK(is_phone_country(name));
  for (const char* name : {"kr", "XX", "", "KOR"})
    CHECK_FALSE(is_phone_country(name));
}

TEST_CASE("parse_phone_number parses its own result into the same number") {
  for (const auto* text :
       {"+3750801234567", "+37508029123456", "+375080291234567", "+820010123456"}) {
    CAPTURE(text);
    const auto once = parse_phone_number(text);
    if (once) CHECK(parse_phone_number(*once) == once);
  }
}

}  // namespace daemun
