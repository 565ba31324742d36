// The headers in which a trusted proxy says where a request comes from: the operator names them, as
// only the operator knows that the proxy sets each of them and lets none of a client's through.
#ifndef DAEMUN_DOMAIN_PLACE_HEADERS_H
#define DAEMUN_DOMAIN_PLACE_HEADERS_H

#include "domain/sign_in_place.h"

#include <optional>
#include <string>
#include <string_view>

namespace daemun {

// Names in lower case; an empty one is not read.
struct PlaceHeaders {
  std::string country{};
  std::string city{};
  std::string latitude{};
  std::string longitude{};
  std::string bot_score{};
  std::string bot_verified{};

  bool empty() const { return *this == PlaceHeaders(); }
  friend bool operator==(const PlaceHeaders&, const PlaceHeaders&) = default;
};

// {"country"?, "city"?, "latitude"?, "longitude"?, "botScore"?, "botVerified"?}: a header's name
// each. Nothing for another text.
std::optional<PlaceHeaders> parse_place_headers(std::string_view text);

// All that tells where a request comes from.
struct PlaceSources {
  const AddressPlaces* database = nullptr;  // null: none
  PlaceHeaders headers{};                   // empty where no proxy is trusted

  bool know_countries() const { return database != nullptr || !headers.country.empty(); }
  bool know_coordinates() const {
    return (database != nullptr && database->knows_coordinates()) ||
           (!headers.latitude.empty() && !headers.longitude.empty());
  }
  bool know_bots() const { return !headers.bot_score.empty() || !headers.bot_verified.empty(); }
};

}  // namespace daemun

#endif
