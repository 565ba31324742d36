#include "base/text.h"
#include "connectors/config_check.h"
#include "connectors/provider.h"
#include "connectors/social/generic.h"
#include "connectors/social/providers.h"

#include <array>
#include <charconv>
#include <utility>

namespace daemun::connectors {
namespace {

constexpr std::string_view verification = "idTokenVerificationConfig";
constexpr std::string_view wishes = "authRequestOptionalConfig";
constexpr std::int64_t max_leeway = 600;

// Of `authRequestOptionalConfig`, and what each is in a request.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> wish_names{{
    {"display", "display"},
    {"prompt", "prompt"},
    {"maxAge", "max_age"},
    {"uiLocales", "ui_locales"},
    {"idTokenHint", "id_token_hint"},
    {"loginHint", "login_hint"},
    {"acrValues", "acr_values"},
}};

const json::object& part_of(const json::object& config, std::string_view name) {
  static const json::object none;
  const auto* part = find_object(config, name);
  return part == nullptr ? none : *part;
}

// "5 s", "5" or 5; nothing for anything else.
std::optional<std::int64_t> parse_seconds(const json::value& value) {
  if (const auto* number = value.if_int64()) return *number;
  const auto* text = value.if_string();
  if (text == nullptr) return std::nullopt;
  auto words = split_words(std::string_view(*text));
  const bool is_one = words.size() == 1 || (words.size() == 2 && words[1].starts_with('s'));
  if (!is_one) return std::nullopt;
  auto& digits = words.front();
  if (words.size() == 1 && digits.ends_with('s')) digits.pop_back();
  std::int64_t seconds = 0;
  const char* end = digits.data() + digits.size();
  const auto parsed = std::from_chars(digits.data(), end, seconds);
  if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  return seconds;
}

std::vector<crypto::SignatureAlgorithm> algorithms_of(const json::object& rules) {
  std::vector<crypto::SignatureAlgorithm> algorithms;
  for (const auto& name : find_strings(rules, "algorithms")) {
    if (const auto algorithm = crypto::parse_signature_algorithm(name))
      algorithms.push_back(*algorithm);
  }
  return algorithms;
}

SocialService make(const json::object& config) {
  const auto& rules = part_of(config, verification);
  auto service = make_generic(
      config,
      {.issuer = text_of(rules, "issuer"),
       .jwks_uri = text_of(rules, "jwksUri"),
       .id_token_algorithms = algorithms_of(rules)}
  );
  service.scope = with_openid(scope_of(config, "openid"));
  if (const auto* tolerance = rules.if_contains("clockTolerance"))
    service.leeway = Seconds(parse_seconds(*tolerance).value_or(0));
  const auto& optional = part_of(config, wishes);
  for (const auto& [name, parameter] : wish_names) {
    const auto value = text_of(optional, name);
    if (!value.empty()) service.parameters.emplace_back(parameter, value);
  }
  // The ID token then has to prove it.
  if (const auto* max_age = optional.if_contains("maxAge"))
    service.max_age = Seconds(parse_seconds(*max_age).value_or(0));
  return service;
}

bool is_claimed(const json::object& config, const json::object& claims, std::string_view name) {
  if (is_true_at(claims, name)) return true;
  if (!is_true_at(config, "acceptStringTypedBooleanClaims")) return false;
  const auto text = to_lower_ascii(find_string(claims, name).value_or(""));
  return text == "true" || text == "yes" || text == "y" || text == "1";
}

// A service that says nothing about an address may be trusted with it; not one that says no.
SocialUser read(const SocialAnswers& answers) {
  const auto& [config, claims, user_info, further] = answers;
  auto user = read_standard_claims(claims);
  const bool is_silent = !claims.contains("email_verified");
  if (is_claimed(config, claims, "email_verified") ||
      (is_silent && is_true_at(config, "trustUnverifiedEmail")))
    user.email = optional_at(claims, "email");
  // OpenID Connect Core 5.1; Logto's connector reads the shorter names.
  if (is_claimed(config, claims, "phone_number_verified"))
    user.phone = optional_at(claims, "phone_number");
  else if (is_claimed(config, claims, "phone_verified"))
    user.phone = optional_at(claims, "phone");
  return user;
}

void check_rules(const json::object& rules, json::array& issues) {
  check_endpoints(rules, {"jwksUri"}, issues);
  const auto path = [](std::string_view name) { return json::array{verification, name}; };
  // Keys may be those of many issuers, and whose tokens are meant has to be said.
  if (text_of(rules, "issuer").empty())
    issues.push_back(make_issue(path("issuer"), "Must be the issuer of the ID tokens"));
  for (const auto* name : {"audience", "crit", "currentDate", "maxTokenAge", "subject", "typ"}) {
    if (rules.contains(name)) issues.push_back(make_issue(path(name), "Is not supported"));
  }
  const auto names = find_strings(rules, "algorithms");
  if (rules.contains("algorithms") && algorithms_of(rules).empty())
    issues.push_back(make_issue(path("algorithms"), "Has none that is supported"));
  const auto* tolerance = rules.if_contains("clockTolerance");
  const auto seconds = tolerance != nullptr ? parse_seconds(*tolerance) : std::optional(0L);
  if (!seconds || *seconds < 0 || *seconds > max_leeway)
    issues.push_back(make_issue(path("clockTolerance"), "Must be 0 to 600 seconds"));
}

void check_wishes(const json::object& optional, json::array& issues) {
  const auto path = [](std::string_view name) { return json::array{wishes, name}; };
  const auto mode = text_of(optional, "responseMode");
  if (!mode.empty() && mode != "query")
    issues.push_back(make_issue(path("responseMode"), "Only query is supported"));
  const auto* max_age = optional.if_contains("maxAge");
  const auto seconds = max_age != nullptr ? parse_seconds(*max_age) : std::optional(0L);
  if (!seconds || *seconds < 0)
    issues.push_back(make_issue(path("maxAge"), "Must be a number of seconds"));
}

json::array check(const json::object& config) {
  json::array issues;
  check_endpoints(config, {"authorizationEndpoint", "tokenEndpoint"}, issues);
  check_rules(part_of(config, verification), issues);
  check_wishes(part_of(config, wishes), issues);
  check_custom(config, "customConfig", issues);
  return issues;
}

}  // namespace

const SocialProvider social::oidc = {
    .id = "oidc", .make = make, .read = read, .check = check, .token_use = TokenUse::refreshed};

}  // namespace daemun::connectors
