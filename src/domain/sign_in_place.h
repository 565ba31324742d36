// Where sign-ins come from, as far as it is known, and what is remembered of a person's: facts of
// the adaptive rules (adaptive_mfa.h).
#ifndef DAEMUN_DOMAIN_SIGN_IN_PLACE_H
#define DAEMUN_DOMAIN_SIGN_IN_PLACE_H

#include "base/clock.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun {

struct Coordinates {
  double latitude = 0;
  double longitude = 0;

  friend bool operator==(const Coordinates&, const Coordinates&) = default;
};
// Degrees within ±90 and ±180; nothing for others, for infinities and for what is no number. Two
// decimals are kept, about a kilometre: no source knows an address better than that.
std::optional<Coordinates> make_coordinates(double latitude, double longitude);
// Along the surface of the earth.
double distance_km(const Coordinates& from, const Coordinates& to);

// A country code of ISO 3166, in capitals. Nothing for what is not two letters, and for the codes
// "XX" and "ZZ", by which sources say that they do not know it.
std::optional<std::string> parse_country(std::string_view text);
// Stands for a country that the sources do not know: a country of its own, so that an address that
// hides where it is looks like a new place.
inline constexpr std::string_view unknown_country = "ZZ";

struct Place {
  std::optional<std::string> country{};
  std::optional<std::string> city{};
  std::optional<Coordinates> coordinates{};

  friend bool operator==(const Place&, const Place&) = default;
};

// What knows where an address is. Safe to ask from several threads.
class AddressPlaces {
 public:
  virtual ~AddressPlaces() = default;
  // Empty for an address that it does not know, and for a text that is none.
  virtual Place find(const std::string& address) const = 0;
  // Whether places have coordinates, not just a country.
  virtual bool knows_coordinates() const = 0;
};

// Countries count as known for so long after the last sign-in there.
inline constexpr std::chrono::days known_country_lifetime{180};
// The ones of the newest sign-ins are kept.
inline constexpr std::size_t max_known_countries = 20;

struct CountryVisit {
  std::string country{};
  TimePoint last_sign_in_at{};

  friend bool operator==(const CountryVisit&, const CountryVisit&) = default;
};

// Of one person.
struct KnownPlaces {
  std::vector<CountryVisit> countries{};  // newest first
  // The newest sign-in whose coordinates were known.
  struct Last {
    Coordinates coordinates{};
    std::optional<std::string> country{};
    std::optional<std::string> city{};
    TimePoint at{};

    friend bool operator==(const Last&, const Last&) = default;
  };
  std::optional<Last> last{};

  bool empty() const { return countries.empty() && !last; }
  friend bool operator==(const KnownPlaces&, const KnownPlaces&) = default;
};

// Those that still count, newest first. A time to come (the clock has been set back) is read as
// now.
std::vector<CountryVisit> list_recent_countries(const KnownPlaces& known, TimePoint now);
// After a sign-in there.
KnownPlaces with_sign_in(KnownPlaces known, const Place& place, TimePoint now);

std::string to_json_text(const KnownPlaces& known);
// Strict: throws std::runtime_error on text that to_json_text did not write.
KnownPlaces parse_known_places(std::string_view text);

}  // namespace daemun

#endif
