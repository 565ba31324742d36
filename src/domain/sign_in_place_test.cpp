#include "domain/sign_in_place.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

namespace daemun {
namespace {

const TimePoint now = from_unix_ms(1'800'000'000'000);
const auto seoul = make_coordinates(37.5665, 126.978);

Place in(std::string country) {
  return {.country = std::move(country)};
}

}  // namespace

TEST_CASE("make_coordinates keeps two decimals, and takes places of the earth alone") {
  REQUIRE(seoul);
  CHECK(*seoul == Coordinates{.latitude = 37.57, .longitude = 126.98});
  CHECK(make_coordinates(-90, 180));
  CHECK_FALSE(make_coordinates(90.01, 0));
  CHECK_FALSE(make_coordinates(0, -180.5));
  CHECK_FALSE(make_coordinates(std::nan(""), 0));
  CHECK_FALSE(make_coordinates(0, std::numeric_limits<double>::infinity()));
}

TEST_CASE("distance_km measures along the surface of the earth") {
  const Coordinates new_york{.latitude = 40.71, .longitude = -74.01};
  CHECK(distance_km(*seoul, new_york) == doctest::Approx(11060).epsilon(0.01));
  CHECK(distance_km(*seoul, *seoul) == 0);
  // The other side of the earth, and the shorter way over the date line.
  CHECK(distance_km({.latitude = 90}, {.latitude = -90}) == doctest::Approx(20015).epsilon(0.01));
  CHECK(distance_km({.longitude = 179.5}, {.longitude = -179.5}) < 112);
}

TEST_CASE("parse_country takes two letters that name a country") {
  CHECK(parse_country("KR") == "KR");
  CHECK(parse_country("kr") == "KR");
  for (const auto* text : {"", "K", "KOR", "T1", "XX", "zz", "K ", "대"})
    CHECK_FALSE(parse_country(text));
}

TEST_CASE("with_sign_in keeps the countries of 180 days, newest first, and of those twenty") {
  KnownPlaces known;
  known = with_sign_in(known, in("KR"), now);
  known = with_sign_in(known, in("JP"), now + std::chrono::days(1));
  known = with_sign_in(known, in("KR"), now + std::chrono::days(2));
  CHECK(
      known.countries ==
      std::vector<CountryVisit>{
          {.country = "KR", .last_sign_in_at = now + std::chrono::days(2)},
          {.country = "JP", .last_sign_in_at = now + std::chrono::days(1)}}
  );
  known = with_sign_in(known, in("US"), now + std::chrono::days(181));
  REQUIRE(known.countries.size() == 2);
  CHECK(known.countries.front().country == "US");
  CHECK(known.countries.back().country == "KR");
  for (char c = 'A'; c <= 'Z'; ++c)
    known = with_sign_in(known, in({'A', c}), now + std::chrono::days(182));
  CHECK(known.countries.size() == max_known_countries);
  CHECK(known.countries.front().country == "AZ");
}

TEST_CASE("with_sign_in keeps the last coordinates when there are none now") {
  auto known = with_sign_in({}, {.country = "KR", .city = "Seoul", .coordinates = seoul}, now);
  known = with_sign_in(known, in("JP"), now + Seconds(1));
  REQUIRE(known.last);
  CHECK(known.last->coordinates == *seoul);
  CHECK(known.last->country == "KR");
  CHECK(known.last->city == "Seoul");
  CHECK(known.last->at == now);
}

TEST_CASE("list_recent_countries reads a sign-in of the future as one of now") {
  const auto known = with_sign_in({}, in("KR"), now + std::chrono::days(400));
  const auto recent = list_recent_countries(known, now);
  REQUIRE(recent.size() == 1);
  CHECK(recent.front().last_sign_in_at == now);
  CHECK(list_recent_countries(with_sign_in({}, in("KR"), now), now + known_country_lifetime).empty()
  );
}

TEST_CASE("parse_known_places reads what to_json_text wrote, and nothing else") {
  auto known = with_sign_in({}, {.country = "KR", .city = "Seoul", .coordinates = seoul}, now);
  known = with_sign_in(known, in("JP"), now + Seconds(5));
  CHECK(parse_known_places(to_json_text(known)) == known);
  CHECK(parse_known_places(to_json_text(KnownPlaces())).empty());
  for (const auto* text :
       {"",
        "[]",
        "{}",
        R"({"countries":[1]})",
        R"({"countries":[{"country":"KR"}]})",
        R"({"countries":[],"last":{"latitude":91,"longitude":0,"at":1}})",
        R"({"countries":[],"last":{"latitude":"1","longitude":0,"at":1}})",
        R"({"countries":[],"last":{"latitude":1,"longitude":0}})"})
    CHECK_THROWS_AS(parse_known_places(text), std::runtime_error);
}

}  // namespace daemun
