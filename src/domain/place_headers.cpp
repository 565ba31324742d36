#include "domain/place_headers.h"

#include "base/json.h"
#include "base/text.h"

#include <algorithm>
#include <utility>

namespace daemun {
namespace {

constexpr std::size_t max_name_bytes = 64;

constexpr std::pair<std::string_view, std::string PlaceHeaders::*> members[] = {
    {"country", &PlaceHeaders::country},
    {"city", &PlaceHeaders::city},
    {"latitude", &PlaceHeaders::latitude},
    {"longitude", &PlaceHeaders::longitude},
    {"botScore", &PlaceHeaders::bot_score},
    {"botVerified", &PlaceHeaders::bot_verified},
};

bool is_header_name(std::string_view text) {
  return !text.empty() && text.size() <= max_name_bytes &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
         });
}

}  // namespace

std::optional<PlaceHeaders> parse_place_headers(std::string_view text) {
  const auto object = parse_json_object(text);
  if (!object) return std::nullopt;
  PlaceHeaders headers;
  for (const auto& [key, value] : *object) {
    const std::string_view wanted = key;
    const auto* const member = std::find_if(
        std::begin(members), std::end(members), [&](const auto& one) { return one.first == wanted; }
    );
    if (member == std::end(members) || !value.is_string()) return std::nullopt;
    auto name = to_lower_ascii(std::string_view(value.get_string()));
    if (!is_header_name(name)) return std::nullopt;
    headers.*(member->second) = std::move(name);
  }
  return headers;
}

}  // namespace daemun
