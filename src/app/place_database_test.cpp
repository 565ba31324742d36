#include "app/place_database.h"

#include "app/test_place_database.h"

#include <doctest/doctest.h>

#include <fstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace daemun::app {
namespace {

using test::PlaceFile;

const std::string seoul = test::map(
    {{"country", test::map({{"iso_code", test::text("KR")}})},
     {"city", test::map({{"names", test::map({{"en", test::text("Seoul")}})}})},
     {"location",
      test::map({{"latitude", test::number(37.5665)}, {"longitude", test::number(126.978)}})}}
);

std::string complaint_of(const std::string& path) {
  try {
    const PlaceDatabase database(path);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("PlaceDatabase finds country, city and coordinates of an address") {
  PlaceFile file("GeoLite2-City");
  file.add("192.0.2.0", 24, seoul);
  const PlaceDatabase database(file.write());
  const auto place = database.find("192.0.2.77");
  CHECK(place.country == "KR");
  CHECK(place.city == "Seoul");
  CHECK(place.coordinates == Coordinates{.latitude = 37.57, .longitude = 126.98});
  for (const auto* unknown :
       {"192.0.3.1", "127.0.0.1", "2001:db8::1", "unknown", "", "192.0.2.77:80", "localhost"}) {
    CAPTURE(unknown);
    CHECK(database.find(unknown) == Place());
  }
}

TEST_CASE("PlaceDatabase knows coordinates if it is one of cities") {
  for (const auto& [type, expected] : std::vector<std::pair<std::string, bool>>{
           {"GeoLite2-City", true}, {"GeoIP2-Enterprise", true}, {"DBIP-Country-Lite", false}}) {
    PlaceFile file(type);
    file.add("192.0.2.0", 24, seoul);
    CHECK(PlaceDatabase(file.write()).knows_coordinates() == expected);
  }
}

TEST_CASE("PlaceDatabase takes the country of registration for an address without a place") {
  PlaceFile file("DBIP-Country-Lite");
  file.add(
      "192.0.2.0",
      24,
      test::map({{"registered_country", test::map({{"iso_code", test::text("de")}})}})
  );
  const PlaceDatabase database(file.write());
  CHECK(database.find("192.0.2.1") == Place{.country = "DE"});
}

TEST_CASE("PlaceDatabase leaves out what is not of the type that it should be") {
  PlaceFile file("GeoLite2-City");
  file.add("192.0.2.0", 25, test::map({{"country", test::text("KR")}}));
  file.add(
      "192.0.2.128",
      25,
      test::map(
          {{"country", test::map({{"iso_code", test::text("XX")}})},
           {"city", test::map({{"names", test::map({{"en", test::text("\xff")}})}})},
           {"location",
            test::map({{"latitude", test::number(91)}, {"longitude", test::number(0)}})}}
      )
  );
  file.add("198.51.100.0", 24, test::text("KR"));
  const PlaceDatabase database(file.write());
  for (const auto* address : {"192.0.2.1", "192.0.2.200", "198.51.100.1"}) {
    CAPTURE(address);
    CHECK(database.find(address) == Place());
  }
}

TEST_CASE("PlaceDatabase says which file it cannot use") {
  CHECK(complaint_of("/nowhere/places.mmdb").starts_with("GEOIP_DATABASE: /nowhere/places.mmdb: "));
  PlaceFile networks("GeoLite2-ASN");
  networks.add("192.0.2.0", 24, seoul);
  const auto path = networks.write();
  CHECK(
      complaint_of(path) ==
      "GEOIP_DATABASE: " + path + ": expected a database of countries or cities"
  );
  PlaceFile broken("GeoLite2-City");
  broken.add("192.0.2.0", 24, seoul);
  const auto file = broken.write();
  std::ofstream(file, std::ios::trunc) << "no database";
  CHECK_FALSE(complaint_of(file).empty());
}

TEST_CASE("place_sources_of reads headers only from a trusted proxy") {
  Config config;
  config.place_headers.country = "x-country";
  CHECK_FALSE(place_sources_of(config, nullptr).know_countries());
  config.trust_proxy_header = true;
  CHECK(place_sources_of(config, nullptr).headers.country == "x-country");
  CHECK(load_place_database(config) == nullptr);
  config.geoip_database = "/nowhere/places.mmdb";
  CHECK_THROWS_AS(load_place_database(config), std::runtime_error);
}

}  // namespace daemun::app
