#include "experience/sign_in_signals.h"

#include "base/text.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>

namespace daemun::experience {
namespace {

constexpr std::size_t max_city_bytes = 128;
constexpr std::size_t max_number_bytes = 32;

std::optional<std::string_view> find_header(const http::Request& request, const std::string& name) {
  if (name.empty()) return std::nullopt;
  std::optional<std::string_view> found;
  for (const auto& header : request.headers) {
    if (header.name != name) continue;
    if (found) return std::nullopt;
    found = header.value;
  }
  return found;
}

template <typename Number>
std::optional<Number> find_number(const http::Request& request, const std::string& name) {
  const auto text = find_header(request, name);
  if (!text || text->size() > max_number_bytes) return std::nullopt;
  Number value{};
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error != std::errc() || end != text->data() + text->size()) return std::nullopt;
  return value;
}

std::optional<std::string> find_country(const http::Request& request, const PlaceHeaders& headers) {
  const auto text = find_header(request, headers.country);
  return text ? parse_country(*text) : std::nullopt;
}

std::optional<std::string> find_city(const http::Request& request, const PlaceHeaders& headers) {
  const auto text = find_header(request, headers.city);
  if (!text || text->empty() || text->size() > max_city_bytes || !is_valid_utf8(*text))
    return std::nullopt;
  const bool has_control = std::any_of(text->begin(), text->end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
  if (has_control) return std::nullopt;
  return std::string(*text);
}

std::optional<Coordinates> find_coordinates(
    const http::Request& request, const PlaceHeaders& headers
) {
  const auto latitude = find_number<double>(request, headers.latitude);
  const auto longitude = find_number<double>(request, headers.longitude);
  if (!latitude || !longitude) return std::nullopt;
  return make_coordinates(*latitude, *longitude);
}

std::optional<int> find_bot_score(const http::Request& request, const PlaceHeaders& headers) {
  const auto score = find_number<int>(request, headers.bot_score);
  return score && *score >= 0 && *score <= 100 ? score : std::nullopt;
}

std::optional<bool> find_bot_verified(const http::Request& request, const PlaceHeaders& headers) {
  const auto text = find_header(request, headers.bot_verified);
  if (text == "true" || text == "1") return true;
  if (text == "false" || text == "0") return false;
  return std::nullopt;
}

}  // namespace

SignInSignals read_signals(const http::Request& request, const PlaceSources& sources) {
  const auto& headers = sources.headers;
  SignInSignals signals{
      .place =
          {.country = find_country(request, headers),
           .city = find_city(request, headers),
           .coordinates = find_coordinates(request, headers)},
      .bot_score = find_bot_score(request, headers),
      .bot_verified = find_bot_verified(request, headers)};
  Place& place = signals.place;
  if (sources.database != nullptr && (!place.country || !place.coordinates)) {
    auto known = sources.database->find(request.remote_address);
    if (!place.country) place.country = std::move(known.country);
    if (!place.coordinates) {
      place.coordinates = known.coordinates;
      if (!place.city) place.city = std::move(known.city);
    }
  }
  if (!place.country && sources.know_countries()) place.country = std::string(unknown_country);
  return signals;
}

}  // namespace daemun::experience
