// Which sign-ins look unusual: Logto's four adaptive rules as pure functions of what is known. A
// rule that lacks its facts is silent, with two exceptions: an account without history is a new
// place everywhere, and an unknown country is a country of its own (sign_in_place.h).
#ifndef DAEMUN_DOMAIN_ADAPTIVE_MFA_H
#define DAEMUN_DOMAIN_ADAPTIVE_MFA_H

#include "base/clock.h"
#include "base/json.h"
#include "domain/place_headers.h"
#include "domain/sign_in_place.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun {

inline constexpr double max_speed_kmh = 900;
inline constexpr std::chrono::days max_inactivity{30};
inline constexpr int min_bot_score = 30;

// What a request tells about itself. A place without a country: no source of countries is
// configured.
struct SignInSignals {
  Place place{};
  std::optional<int> bot_score{};  // 0 is surely a robot, 100 surely a person
  std::optional<bool> bot_verified{};

  friend bool operator==(const SignInSignals&, const SignInSignals&) = default;
};

struct AdaptiveFacts {
  const SignInSignals& signals;
  const KnownPlaces& known;
  std::optional<TimePoint> last_sign_in_at{};
  TimePoint created_at{};  // of the account
  TimePoint now{};
};

struct TriggeredRule {
  std::string_view name{};  // "new_country", "geo_velocity", "long_inactivity", "untrusted_ip"
  json::object details{};
};
std::vector<TriggeredRule> list_triggered_rules(const AdaptiveFacts& facts);

// The names of the rules by whether the sources tell what they compare: without, they never find a
// sign-in unusual.
struct RuleSources {
  std::vector<std::string> informed{};
  std::vector<std::string> silent{};
};
RuleSources list_rule_sources(const PlaceSources& sources);

// {"requiresMfa", "triggeredRules": [{"rule", "details"}]}
json::object to_json(const std::vector<TriggeredRule>& triggered);
// {"country"?, "city"?, "latitude"?, "longitude"?, "botScore"?, "botVerified"?}
json::object to_json(const SignInSignals& signals);

}  // namespace daemun

#endif
