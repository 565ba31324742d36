#include "domain/adaptive_mfa.h"

#include "base/text.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace daemun {
namespace {

using std::chrono::days;

const TimePoint now = from_unix_ms(1'800'000'000'000);
const Coordinates seoul{.latitude = 37.57, .longitude = 126.98};
const Coordinates busan{.latitude = 35.18, .longitude = 129.08};  // 325 km away
const Coordinates new_york{.latitude = 40.71, .longitude = -74.01};

KnownPlaces known_in(std::string country, Milliseconds ago) {
  return {.countries = {{.country = std::move(country), .last_sign_in_at = now - ago}}};
}

KnownPlaces last_at(const Coordinates& coordinates, Milliseconds ago) {
  return {.last = KnownPlaces::Last{.coordinates = coordinates, .country = "KR", .at = now - ago}};
}

SignInSignals from(std::string country) {
  return {.place = {.country = std::move(country)}};
}

SignInSignals at(const Coordinates& coordinates) {
  return {.place = {.coordinates = coordinates}};
}

struct Case {
  const char* name;
  SignInSignals signals;
  KnownPlaces known;
  std::optional<TimePoint> last_sign_in_at;
  std::string triggered;  // the names, with spaces between
};

const std::optional<TimePoint> yesterday = now - days(1);

const std::vector<Case> cases{
    {"nothing is known", {}, {}, yesterday, ""},
    {"the same country", from("KR"), known_in("KR", days(179)), yesterday, ""},
    {"another country", from("JP"), known_in("KR", days(1)), yesterday, "new_country"},
    {"after 180 days", from("KR"), known_in("KR", days(180)), yesterday, "new_country"},
    {"no history", from("KR"), {}, yesterday, "new_country"},
    {"the first sign-in ever", from("KR"), {}, std::nullopt, "new_country"},
    {"an unknown country", from("ZZ"), known_in("KR", days(1)), yesterday, "new_country"},
    {"an unknown country again", from("ZZ"), known_in("ZZ", days(1)), yesterday, "new_country"},
    {"no source of countries", {}, known_in("KR", days(1)), yesterday, ""},
    {"the clock has gone back", from("KR"), known_in("KR", days(-1)), now + days(1), ""},

    {"the same place at once", at(seoul), last_at(seoul, Seconds(0)), yesterday, ""},
    {"325 km in an hour", at(busan), last_at(seoul, std::chrono::hours(1)), yesterday, ""},
    {"325 km in ten minutes", at(busan), last_at(seoul, Seconds(600)), yesterday, "geo_velocity"},
    {"11,060 km in half a day",
     at(new_york),
     last_at(seoul, Seconds(43'000)),
     yesterday,
     "geo_velocity"},
    {"11,060 km in a day", at(new_york), last_at(seoul, days(1)), yesterday, ""},
    {"two places at once", at(busan), last_at(seoul, Seconds(0)), yesterday, "geo_velocity"},
    {"two places, and the clock has gone back",
     at(busan),
     last_at(seoul, days(-1)),
     now + days(1),
     "geo_velocity"},
    {"no coordinates now", from("KR"), known_in("KR", days(1)), yesterday, ""},
    {"no coordinates then", at(seoul), {}, yesterday, ""},

    {"30 days away", {}, {}, now - days(30), ""},
    {"more than 30 days", {}, {}, now - days(30) - Milliseconds(1), "long_inactivity"},
    {"a sign-in of the future", {}, {}, now + days(90), ""},
    {"never signed in since it was made, 40 days ago", {}, {}, std::nullopt, "long_inactivity"},

    {"a score of a person", {.bot_score = 30}, {}, yesterday, ""},
    {"a score of a robot", {.bot_score = 29}, {}, yesterday, "untrusted_ip"},
    {"a known robot", {.bot_verified = true}, {}, yesterday, "untrusted_ip"},
    {"no known robot", {.bot_verified = false}, {}, yesterday, ""},

    {"everything at once",
     {.place = {.country = "US", .coordinates = new_york}, .bot_score = 1, .bot_verified = true},
     {.countries = {{.country = "KR", .last_sign_in_at = now - days(31)}},
      .last = KnownPlaces::Last{.coordinates = seoul, .at = now - Seconds(1)}},
     now - days(31),
     "new_country geo_velocity long_inactivity untrusted_ip"},
};

std::vector<TriggeredRule> evaluate(const Case& row) {
  const bool is_old = std::string(row.name).find("40 days") != std::string::npos;
  return list_triggered_rules(
      {.signals = row.signals,
       .known = row.known,
       .last_sign_in_at = row.last_sign_in_at,
       .created_at = is_old ? now - days(40) : now - days(2),
       .now = now}
  );
}

const Case& case_of(std::string_view name) {
  for (const auto& row : cases) {
    if (row.name == name) return row;
  }
  throw std::logic_error("no such case");
}

std::string details_of(std::string_view name) {
  return json::serialize(evaluate(case_of(name)).front().details);
}

}  // namespace

TEST_CASE("list_rule_sources says which rules have something to compare") {
  const auto informed = [](const PlaceHeaders& headers) {
    const auto sources = list_rule_sources({.headers = headers});
    CHECK(sources.informed.size() + sources.silent.size() == 4);
    return join(sources.informed);
  };
  CHECK(informed({}) == "long_inactivity");
  CHECK(informed({.country = "x-c", .city = "x-t"}) == "new_country long_inactivity");
  CHECK(informed({.latitude = "x-a", .longitude = "x-o"}) == "geo_velocity long_inactivity");
  CHECK(informed({.bot_score = "x-s"}) == "long_inactivity untrusted_ip");
  CHECK(informed({.bot_verified = "x-b"}) == "long_inactivity untrusted_ip");
}

TEST_CASE("list_triggered_rules follows the table of cases") {
  for (const auto& row : cases) {
    CAPTURE(row.name);
    std::string triggered;
    for (const auto& rule : evaluate(row))
      triggered += (triggered.empty() ? "" : " ") + std::string(rule.name);
    CHECK(triggered == row.triggered);
  }
}

TEST_CASE("list_triggered_rules gives each rule Logto's details") {
  CHECK(
      details_of("another country") ==
      R"({"currentCountry":"JP","windowDays":180,"recentCountries":[{"country":"KR",)"
      R"("lastSignInAt":"2027-01-14T08:00:00.000Z"}]})"
  );
  const auto velocity = evaluate(case_of("325 km in ten minutes")).front().details;
  CHECK(
      json::serialize(velocity.at("previous")) ==
      R"({"country":"KR","at":"2027-01-15T07:50:00.000Z"})"
  );
  CHECK(json::serialize(velocity.at("current")) == R"({"at":"2027-01-15T08:00:00.000Z"})");
  CHECK(velocity.at("distanceKm").as_double() == doctest::Approx(325).epsilon(0.01));
  CHECK(velocity.at("durationHours").as_double() == 0.17);
  CHECK(velocity.at("speedKmh").as_double() == doctest::Approx(1950).epsilon(0.01));
  CHECK(velocity.at("thresholdKmh") == 900);
  CHECK(
      details_of("more than 30 days") ==
      R"({"lastSignInAt":"2026-12-16T07:59:59.999Z","inactivityDays":30,"thresholdDays":30})"
  );
  CHECK(
      details_of("a score of a robot") ==
      R"({"signals":{"botScore":29},"matchedSignals":["botScore<30"]})"
  );
  const SignInSignals both{.bot_score = 1, .bot_verified = true};
  const KnownPlaces nowhere;
  const AdaptiveFacts facts{.signals = both, .known = nowhere, .created_at = now, .now = now};
  CHECK(
      json::serialize(list_triggered_rules(facts).front().details) ==
      R"({"signals":{"botScore":1,"botVerified":true},)"
      R"("matchedSignals":["botScore<30","botVerified"]})"
  );
}

TEST_CASE("to_json writes the result and its facts as webhooks and the audit log have them") {
  CHECK(
      json::serialize(to_json(evaluate(case_of("a known robot")))) ==
      R"({"requiresMfa":true,"triggeredRules":[{"rule":"untrusted_ip","details":)"
      R"({"signals":{"botVerified":true},"matchedSignals":["botVerified"]}}]})"
  );
  CHECK(
      json::serialize(to_json(std::vector<TriggeredRule>())) ==
      R"({"requiresMfa":false,"triggeredRules":[]})"
  );
  CHECK(json::serialize(to_json(SignInSignals())) == "{}");
  const SignInSignals all{
      .place = {.country = "KR", .city = "Seoul", .coordinates = seoul},
      .bot_score = 50,
      .bot_verified = false};
  const auto object = to_json(all);
  CHECK(object.at("country") == "KR");
  CHECK(object.at("city") == "Seoul");
  CHECK(object.at("latitude").as_double() == 37.57);
  CHECK(object.at("longitude").as_double() == 126.98);
  CHECK(object.at("botScore") == 50);
  CHECK(object.at("botVerified") == false);
}

}  // namespace daemun
