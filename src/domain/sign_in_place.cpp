#include "domain/sign_in_place.h"

#include "base/json.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace daemun {
namespace {

constexpr double radians_a_degree = 3.14159265358979323846 / 180;
constexpr double radius_of_earth_km = 6371;

bool is_within(double value, double bound) {
  return std::isfinite(value) && value >= -bound && value <= bound;
}

double to_two_decimals(double value) {
  return std::round(value * 100) / 100;
}

double square(double value) {
  return value * value;
}

template <typename Value>
Value require(std::optional<Value> value) {
  if (!value) throw std::runtime_error("stored sign-in places are broken");
  return *std::move(value);
}

std::optional<std::string> find_text(const json::object& object, std::string_view name) {
  const auto text = find_string(object, name);
  if (!text) return std::nullopt;
  return std::string(*text);
}

double require_number(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (value == nullptr || !value->is_number())
    throw std::runtime_error("stored sign-in places are broken");
  return value->to_number<double>();
}

json::object to_json(const KnownPlaces::Last& last) {
  json::object object{
      {"latitude", last.coordinates.latitude},
      {"longitude", last.coordinates.longitude},
      {"at", to_unix_ms(last.at)}};
  if (last.country) object["country"] = *last.country;
  if (last.city) object["city"] = *last.city;
  return object;
}

KnownPlaces::Last parse_last(const json::object& object) {
  const auto coordinates =
      make_coordinates(require_number(object, "latitude"), require_number(object, "longitude"));
  return {
      .coordinates = require(coordinates),
      .country = find_text(object, "country"),
      .city = find_text(object, "city"),
      .at = from_unix_ms(require(find_integer(object, "at")))};
}

}  // namespace

std::optional<Coordinates> make_coordinates(double latitude, double longitude) {
  if (!is_within(latitude, 90) || !is_within(longitude, 180)) return std::nullopt;
  return Coordinates{
      .latitude = to_two_decimals(latitude), .longitude = to_two_decimals(longitude)};
}

double distance_km(const Coordinates& from, const Coordinates& to) {
  const double first = from.latitude * radians_a_degree;
  const double second = to.latitude * radians_a_degree;
  const double across = (to.longitude - from.longitude) * radians_a_degree;
  const double haversine = square(std::sin((second - first) / 2)) +
                           std::cos(first) * std::cos(second) * square(std::sin(across / 2));
  return 2 * radius_of_earth_km * std::asin(std::sqrt(std::min(1.0, haversine)));
}

std::optional<std::string> parse_country(std::string_view text) {
  if (text.size() != 2) return std::nullopt;
  std::string code;
  for (const char c : text) {
    const bool is_small = c >= 'a' && c <= 'z';
    const bool is_capital = c >= 'A' && c <= 'Z';
    if (!is_small && !is_capital) return std::nullopt;
    code.push_back(is_small ? static_cast<char>(c - 'a' + 'A') : c);
  }
  if (code == "XX" || code == unknown_country) return std::nullopt;
  return code;
}

std::vector<CountryVisit> list_recent_countries(const KnownPlaces& known, TimePoint now) {
  std::vector<CountryVisit> recent;
  for (const auto& visit : known.countries) {
    if (visit.last_sign_in_at <= now - known_country_lifetime) continue;
    recent.push_back(
        {.country = visit.country, .last_sign_in_at = std::min(visit.last_sign_in_at, now)}
    );
  }
  return recent;
}

KnownPlaces with_sign_in(KnownPlaces known, const Place& place, TimePoint now) {
  known.countries = list_recent_countries(known, now);
  if (place.country) {
    std::erase_if(known.countries, [&](const CountryVisit& visit) {
      return visit.country == *place.country;
    });
    known.countries.insert(
        known.countries.begin(), {.country = *place.country, .last_sign_in_at = now}
    );
    if (known.countries.size() > max_known_countries) known.countries.resize(max_known_countries);
  }
  if (place.coordinates) {
    known.last = KnownPlaces::Last{
        .coordinates = *place.coordinates, .country = place.country, .city = place.city, .at = now};
  }
  return known;
}

std::string to_json_text(const KnownPlaces& known) {
  json::array countries;
  for (const auto& visit : known.countries)
    countries.push_back(json::object{
        {"country", visit.country}, {"at", to_unix_ms(visit.last_sign_in_at)}});
  json::object object{{"countries", std::move(countries)}};
  if (known.last) object["last"] = to_json(*known.last);
  return json::serialize(object);
}

KnownPlaces parse_known_places(std::string_view text) {
  const auto object = parse_json_object(text);
  const auto* countries = object ? find_array(*object, "countries") : nullptr;
  if (countries == nullptr) throw std::runtime_error("stored sign-in places are broken");
  KnownPlaces known;
  for (const auto& value : *countries) {
    const auto* visit = value.if_object();
    if (visit == nullptr) throw std::runtime_error("stored sign-in places are broken");
    known.countries.push_back(
        {.country = require(find_text(*visit, "country")),
         .last_sign_in_at = from_unix_ms(require(find_integer(*visit, "at")))}
    );
  }
  if (const auto* last = find_object(*object, "last")) known.last = parse_last(*last);
  return known;
}

}  // namespace daemun
