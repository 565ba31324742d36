// The headers of a place, of any bytes: what comes out of them is within its bounds, and is read
// again by those who store it. A line of the input is a header, its first letter which one.
#include "base/json.h"
#include "base/text.h"
#include "experience/sign_in_signals.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace daemun;

class OneAddress final : public AddressPlaces {
 public:
  Place find(const std::string& address) const override {
    if (address != "192.0.2.1") return {};
    return {.country = "KR", .city = "Seoul", .coordinates = make_coordinates(37.57, 126.98)};
  }
  bool knows_coordinates() const override { return true; }
};

const PlaceHeaders all_headers{
    .country = "c",
    .city = "t",
    .latitude = "a",
    .longitude = "o",
    .bot_score = "s",
    .bot_verified = "v"};

http::Request request_of(std::string_view text) {
  http::Request request;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    if (line.starts_with('@'))
      request.remote_address = std::string(line.substr(1));
    else if (!line.empty())
      request.headers.push_back({{line.front()}, std::string(line.substr(1))});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return request;
}

void demand(bool is_so) {
  if (!is_so) std::abort();
}

void check_place(const Place& place) {
  if (place.country) {
    const bool is_known = parse_country(*place.country) == place.country;
    demand(is_known || *place.country == unknown_country);
  }
  if (place.city) demand(place.city->size() <= 128 && is_valid_utf8(*place.city));
  if (place.coordinates) {
    const auto [latitude, longitude] = *place.coordinates;
    demand(latitude >= -90 && latitude <= 90 && longitude >= -180 && longitude <= 180);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto request = request_of(text);
  const OneAddress database;
  demand(experience::read_signals(request, PlaceSources()) == SignInSignals());
  for (const PlaceSources& sources :
       {PlaceSources{.database = &database},
        PlaceSources{.headers = all_headers},
        PlaceSources{.database = &database, .headers = all_headers}}) {
    const auto signals = experience::read_signals(request, sources);
    check_place(signals.place);
    demand(signals.place.country.has_value());
    if (signals.bot_score) demand(*signals.bot_score >= 0 && *signals.bot_score <= 100);
    demand(parse_json_object(json::serialize(to_json(signals)), {.max_bytes = 4096}).has_value());
    const auto known = with_sign_in({}, signals.place, TimePoint{});
    demand(parse_known_places(to_json_text(known)) == known);
  }
  return 0;
}
