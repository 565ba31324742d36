#include "domain/adaptive_mfa.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace daemun {
namespace {

using Hours = std::chrono::duration<double, std::ratio<3600>>;

double to_two_decimals(double value) {
  return std::round(value * 100) / 100;
}

void put(json::object& object, std::string_view name, const std::optional<std::string>& text) {
  if (text) object[name] = *text;
}

std::optional<json::object> check_new_country(const AdaptiveFacts& facts) {
  const auto& current = facts.signals.place.country;
  if (!current) return std::nullopt;
  json::array recent;
  for (const auto& visit : list_recent_countries(facts.known, facts.now)) {
    // Two addresses that nobody knows have nothing in common.
    if (visit.country == *current && *current != unknown_country) return std::nullopt;
    recent.push_back(json::object{
        {"country", visit.country}, {"lastSignInAt", to_iso_text(visit.last_sign_in_at)}});
  }
  return json::object{
      {"currentCountry", *current},
      {"windowDays", known_country_lifetime.count()},
      {"recentCountries", std::move(recent)}};
}

// Time that seems to run backwards, and two sign-ins at once, count as a second: long enough to
// stay in one place, too short to travel.
Hours time_between(TimePoint before, TimePoint now) {
  return std::max<Milliseconds>(now - before, Seconds(1));
}

std::optional<json::object> check_geo_velocity(const AdaptiveFacts& facts) {
  const auto& [country, city, coordinates] = facts.signals.place;
  const auto& last = facts.known.last;
  if (!coordinates || !last) return std::nullopt;
  const double distance = distance_km(last->coordinates, *coordinates);
  const double hours = time_between(last->at, facts.now).count();
  const double speed = distance / hours;
  if (speed <= max_speed_kmh) return std::nullopt;
  json::object previous;
  put(previous, "country", last->country);
  previous["at"] = to_iso_text(last->at);
  json::object current;
  put(current, "country", country);
  put(current, "city", city);
  current["at"] = to_iso_text(facts.now);
  return json::object{
      {"previous", std::move(previous)},
      {"current", std::move(current)},
      {"distanceKm", to_two_decimals(distance)},
      {"durationHours", to_two_decimals(hours)},
      {"speedKmh", to_two_decimals(speed)},
      {"thresholdKmh", static_cast<std::int64_t>(max_speed_kmh)}};
}

// An account that nobody has signed in to is inactive since it was made.
std::optional<json::object> check_long_inactivity(const AdaptiveFacts& facts) {
  const auto inactivity = facts.now - facts.last_sign_in_at.value_or(facts.created_at);
  if (inactivity <= max_inactivity) return std::nullopt;
  json::object details;
  details["lastSignInAt"] = nullptr;
  if (facts.last_sign_in_at) details["lastSignInAt"] = to_iso_text(*facts.last_sign_in_at);
  details["inactivityDays"] = std::chrono::floor<std::chrono::days>(inactivity).count();
  details["thresholdDays"] = max_inactivity.count();
  return details;
}

std::optional<json::object> check_untrusted_ip(const AdaptiveFacts& facts) {
  const auto& [place, bot_score, bot_verified] = facts.signals;
  json::object signals;
  json::array matched;
  if (bot_score) signals["botScore"] = *bot_score;
  if (bot_verified) signals["botVerified"] = *bot_verified;
  if (bot_score && *bot_score < min_bot_score)
    matched.emplace_back("botScore<" + std::to_string(min_bot_score));
  if (bot_verified.value_or(false)) matched.emplace_back("botVerified");
  if (matched.empty()) return std::nullopt;
  return json::object{{"signals", std::move(signals)}, {"matchedSignals", std::move(matched)}};
}

struct Rule {
  std::string_view name;
  // The details, when the rule is triggered.
  std::optional<json::object> (*check)(const AdaptiveFacts& facts);
  // Null: needs none.
  bool (PlaceSources::*source)() const = nullptr;
};
constexpr Rule rules[] = {
    {"new_country", check_new_country, &PlaceSources::know_countries},
    {"geo_velocity", check_geo_velocity, &PlaceSources::know_coordinates},
    {"long_inactivity", check_long_inactivity},
    {"untrusted_ip", check_untrusted_ip, &PlaceSources::know_bots},
};

}  // namespace

std::vector<TriggeredRule> list_triggered_rules(const AdaptiveFacts& facts) {
  std::vector<TriggeredRule> triggered;
  for (const auto& rule : rules) {
    if (auto details = rule.check(facts))
      triggered.push_back({.name = rule.name, .details = *std::move(details)});
  }
  return triggered;
}

RuleSources list_rule_sources(const PlaceSources& sources) {
  RuleSources listed;
  for (const auto& rule : rules) {
    const bool is_informed = rule.source == nullptr || (sources.*rule.source)();
    (is_informed ? listed.informed : listed.silent).emplace_back(rule.name);
  }
  return listed;
}

json::object to_json(const std::vector<TriggeredRule>& triggered) {
  json::array listed;
  for (const auto& rule : triggered)
    listed.push_back(json::object{{"rule", rule.name}, {"details", rule.details}});
  return {{"requiresMfa", !triggered.empty()}, {"triggeredRules", std::move(listed)}};
}

json::object to_json(const SignInSignals& signals) {
  const auto& [country, city, coordinates] = signals.place;
  json::object object;
  put(object, "country", country);
  put(object, "city", city);
  if (coordinates) {
    object["latitude"] = coordinates->latitude;
    object["longitude"] = coordinates->longitude;
  }
  if (signals.bot_score) object["botScore"] = *signals.bot_score;
  if (signals.bot_verified) object["botVerified"] = *signals.bot_verified;
  return object;
}

}  // namespace daemun
