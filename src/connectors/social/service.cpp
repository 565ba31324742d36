#include "connectors/social/service.h"

#include "base/text.h"
#include "connectors/config_check.h"
#include "connectors/provider.h"

#include <algorithm>
#include <array>
#include <utility>

namespace daemun::connectors {
namespace {

const json::value* value_at(const json::object& object, std::string_view path) {
  const json::object* inner = &object;
  const auto steps = split_words(path, '.');
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto* value = inner->if_contains(steps[i]);
    if (value == nullptr || i + 1 == steps.size()) return value;
    inner = value->if_object();
    if (inner == nullptr) return nullptr;
  }
  return nullptr;
}

// Those that this server sets itself (RFC 6749, RFC 7636, OpenID Connect Core 3.1.2.1).
constexpr std::array<std::string_view, 14> protocol_parameters{
    "client_assertion",
    "client_assertion_type",
    "client_id",
    "client_secret",
    "code",
    "code_challenge",
    "code_challenge_method",
    "code_verifier",
    "grant_type",
    "nonce",
    "redirect_uri",
    "response_mode",
    "response_type",
    "state",
};

bool is_of_protocol(std::string_view name) {
  const auto& all = protocol_parameters;
  return std::find(all.begin(), all.end(), name) != all.end();
}

}  // namespace

SocialService make_service(const json::object& config, auth::ProviderMetadata metadata) {
  SocialService service{
      .registration = {
          .provider = {.metadata = std::move(metadata)},
          .client = {
              .client_id = text_of(config, "clientId"),
              .authentication = auth::ClientSecretPost{Secret(text_of(config, "clientSecret"))}}}};
  auto& algorithms = service.registration.provider.metadata.id_token_algorithms;
  if (service.has_id_token() && algorithms.empty()) {
    using crypto::SignatureAlgorithm;
    algorithms = {SignatureAlgorithm::rs256, SignatureAlgorithm::es256, SignatureAlgorithm::es384};
  }
  return service;
}

std::string scope_of(const json::object& config, std::string_view fallback) {
  auto scope = std::string(trim(text_of(config, "scope")));
  // Typed on several lines, or as it stands in a URL.
  std::replace_if(
      scope.begin(), scope.end(), [](char c) { return c == '\n' || c == '\r' || c == '+'; }, ' '
  );
  return scope.empty() ? std::string(fallback) : scope;
}

std::string with_openid(std::string scope) {
  if (contains(split_words(scope), "openid")) return scope;
  return scope.empty() ? "openid" : scope + " openid";
}

std::string text_at(const json::object& object, std::string_view path) {
  const auto* value = value_at(object, path);
  if (value == nullptr) return "";
  if (value->is_string()) return std::string(std::string_view(value->get_string()));
  if (value->is_int64()) return std::to_string(value->get_int64());
  if (value->is_uint64()) return std::to_string(value->get_uint64());
  return "";
}

bool is_true_at(const json::object& object, std::string_view path) {
  const auto* value = value_at(object, path);
  return value != nullptr && value->is_bool() && value->get_bool();
}

std::optional<std::string> optional_at(const json::object& object, std::string_view path) {
  auto text = text_at(object, path);
  if (text.empty()) return std::nullopt;
  return text;
}

SocialUser read_standard_claims(const json::object& claims) {
  SocialUser user{
      .id = text_at(claims, "sub"),
      .name = optional_at(claims, "name"),
      .avatar = optional_at(claims, "picture"),
      .raw = claims};
  if (is_true_at(claims, "email_verified")) user.email = optional_at(claims, "email");
  return user;
}

constexpr std::string_view plain_http =
    "Must be an https URL; http is allowed for localhost alone, which ALLOWED_PRIVATE_HOSTS must "
    "name";

void check_endpoints(
    const json::object& config, const std::vector<std::string>& keys, json::array& issues
) {
  for (const auto& key : keys) {
    const auto checked =
        auth::check_endpoint(text_of(config, key), auth::Transport::loopback_http_allowed);
    if (checked) continue;
    const bool is_plain = checked.error().code == auth::AuthError::Code::insecure_url;
    issues.push_back(make_issue({key}, is_plain ? plain_http : checked.error().description));
  }
}

void check_custom(const json::object& config, std::string_view key, json::array& issues) {
  const auto* custom = find_object(config, key);
  if (custom == nullptr) return;
  for (const auto& [name, value] : *custom) {
    if (!value.is_string()) issues.push_back(make_issue({key, name}, "Expected a string"));
    if (is_of_protocol(name)) issues.push_back(make_issue({key, name}, "Is set by the server"));
  }
}

auth::Parameters custom_parameters(const json::object& config, std::string_view key) {
  auth::Parameters parameters;
  const auto* custom = find_object(config, key);
  if (custom == nullptr) return parameters;
  for (const auto& [name, value] : *custom) {
    if (value.is_string() && !is_of_protocol(name))
      parameters.emplace_back(name, std::string_view(value.get_string()));
  }
  return parameters;
}

}  // namespace daemun::connectors
