#include "experience/sign_in_signals.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace daemun::experience {
namespace {

class Seoul final : public AddressPlaces {
 public:
  Place find(const std::string& address) const override {
    if (address != "192.0.2.1") return {};
    return {.country = "KR", .city = "Seoul", .coordinates = make_coordinates(37.57, 126.98)};
  }
  bool knows_coordinates() const override { return true; }
};

const PlaceHeaders all_headers{
    .country = "x-country",
    .city = "x-city",
    .latitude = "x-lat",
    .longitude = "x-long",
    .bot_score = "x-score",
    .bot_verified = "x-bot"};

SignInSignals signals_of(std::vector<http::Header> headers, const PlaceSources& sources) {
  http::Request request;
  request.remote_address = "192.0.2.1";
  request.headers = std::move(headers);
  return read_signals(request, sources);
}

// By the headers alone.
SignInSignals signals_of(std::vector<http::Header> headers) {
  return signals_of(std::move(headers), {.headers = all_headers});
}

}  // namespace

TEST_CASE("read_signals takes the headers that the operator names") {
  const auto signals = signals_of({
      {"x-country", "jp"},
      {"x-city", "東京"},
      {"x-lat", "35.6895"},
      {"x-long", "139.6917"},
      {"x-score", "7"},
      {"x-bot", "true"},
  });
  CHECK(signals.place.country == "JP");
  CHECK(signals.place.city == "東京");
  CHECK(signals.place.coordinates == Coordinates{.latitude = 35.69, .longitude = 139.69});
  CHECK(signals.bot_score == 7);
  CHECK(signals.bot_verified == true);
}

TEST_CASE("read_signals believes no header that nobody has named") {
  const std::vector<http::Header> forged{
      {"x-logto-cf-country", "KR"}, {"x-country", "KR"}, {"x-score", "1"}};
  CHECK(signals_of(forged, PlaceSources()) == SignInSignals());
  const Seoul database;
  CHECK(signals_of({{"x-country", "US"}}, {.database = &database}).place.country == "KR");
}

TEST_CASE("read_signals takes garbage as nothing") {
  const std::string long_text(200, '1');
  for (const auto& [latitude, longitude] : std::vector<std::pair<std::string, std::string>>{
           {"nan", "0"},
           {"inf", "0"},
           {"1e999", "0"},
           {"0", "-1e999"},
           {"90.5", "0"},
           {"0", "181"},
           {"", "0"},
           {"0", ""},
           {" 1", "0"},
           {"1,2", "0"},
           {"0x10", "0"},
           {"+1", "0"},
           {long_text, "0"},
       }) {
    const std::string shown = latitude + "; " + longitude;
    CAPTURE(shown);
    CHECK_FALSE(signals_of({{"x-lat", latitude}, {"x-long", longitude}}).place.coordinates);
  }
  CHECK_FALSE(signals_of({{"x-lat", "1"}}).place.coordinates);
  for (const auto& country : {std::string("KOR"), std::string("T1"), std::string("XX"), long_text})
    CHECK(signals_of({{"x-country", country}}).place.country == unknown_country);
  for (const auto& city : {std::string("\xff"), std::string("a\tb"), std::string(), long_text})
    CHECK_FALSE(signals_of({{"x-city", city}}).place.city);
  for (const auto* score : {"-1", "101", "7.5", "99999999999999999999", "low"})
    CHECK_FALSE(signals_of({{"x-score", score}}).bot_score);
  for (const auto* word : {"yes", "TRUE", ""})
    CHECK_FALSE(signals_of({{"x-bot", word}}).bot_verified);
}

TEST_CASE("read_signals believes no header that is there twice: one may be the client's") {
  const auto twice = signals_of({{"x-country", "KR"}, {"x-country", "US"}});
  CHECK(twice.place.country == unknown_country);
  CHECK_FALSE(signals_of({{"x-score", "99"}, {"x-score", "99"}}).bot_score);
}

TEST_CASE("read_signals asks the database for what no header says") {
  const Seoul database;
  const PlaceSources both{.database = &database, .headers = all_headers};
  CHECK(signals_of({{"x-country", "JP"}}, both).place.country == "JP");
  CHECK(signals_of({{"x-country", "JP"}}, both).place.coordinates);
  CHECK(signals_of({{"x-country", "??"}}, both).place.country == "KR");
  const auto by_headers =
      signals_of({{"x-country", "JP"}, {"x-lat", "1"}, {"x-long", "2"}}, both).place;
  CHECK_FALSE(by_headers.city);
  CHECK(by_headers.coordinates == Coordinates{.latitude = 1, .longitude = 2});
}

}  // namespace daemun::experience
