#include "domain/place_headers.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun {

TEST_CASE("parse_place_headers takes the names of headers, in lower case") {
  const auto headers = parse_place_headers(
      R"({"country":"CF-IPCountry","city":"x-city","latitude":"x-lat","longitude":"x-long",)"
      R"("botScore":"x-score","botVerified":"x-bot"})"
  );
  REQUIRE(headers);
  CHECK(headers->country == "cf-ipcountry");
  CHECK(headers->city == "x-city");
  CHECK(headers->latitude == "x-lat");
  CHECK(headers->longitude == "x-long");
  CHECK(headers->bot_score == "x-score");
  CHECK(headers->bot_verified == "x-bot");
  CHECK(parse_place_headers("{}")->empty());
}

TEST_CASE("parse_place_headers refuses what is no mapping") {
  for (const std::string& text :
       {std::string(),
        std::string("[]"),
        std::string(R"({"country":""})"),
        std::string(R"({"country":1})"),
        std::string(R"({"country":"x y"})"),
        std::string(R"({"country":"x:y"})"),
        std::string(R"({"nation":"x-country"})"),
        R"({"country":")" + std::string(65, 'x') + R"("})"})
    CHECK_FALSE(parse_place_headers(text));
}

TEST_CASE("PlaceSources know countries by a database or by a header of the country") {
  struct Nowhere final : AddressPlaces {
    Place find(const std::string&) const override { return {}; }
  };
  const Nowhere database;
  CHECK_FALSE(PlaceSources().know_countries());
  CHECK_FALSE(PlaceSources{.headers = {.city = "x-city"}}.know_countries());
  CHECK(PlaceSources{.headers = {.country = "x-country"}}.know_countries());
  CHECK(PlaceSources{.database = &database}.know_countries());
}

}  // namespace daemun
