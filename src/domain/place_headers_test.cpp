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

TEST_CASE("PlaceSources know by a database or by headers") {
  struct Nowhere final : AddressPlaces {
    explicit Nowhere(bool is_of_cities) : has_coordinates(is_of_cities) {}
    Place find(const std::string&) const override { return {}; }
    bool knows_coordinates() const override { return has_coordinates; }
    bool has_coordinates;
  };
  const Nowhere database(false);
  const Nowhere cities(true);
  CHECK_FALSE(PlaceSources().know_countries());
  CHECK_FALSE(PlaceSources{.headers = {.city = "x-city"}}.know_countries());
  CHECK(PlaceSources{.headers = {.country = "x-country"}}.know_countries());
  CHECK(PlaceSources{.database = &database}.know_countries());
  CHECK_FALSE(PlaceSources{.database = &database}.know_coordinates());
  CHECK(PlaceSources{.database = &cities}.know_coordinates());
  CHECK_FALSE(PlaceSources{.headers = {.latitude = "x-lat"}}.know_coordinates());
  CHECK(PlaceSources{.headers = {.latitude = "x-lat", .longitude = "x-long"}}.know_coordinates());
}

}  // namespace daemun
