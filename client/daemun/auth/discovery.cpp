#include "daemun/auth/discovery.h"

#include "base/text.h"
#include "base/uri.h"
#include "daemun/auth/answer.h"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace daemun::auth {

namespace {

using Code = AuthError::Code;

constexpr std::string_view well_known = "/.well-known/openid-configuration";

struct Endpoint {
  std::string_view member;
  std::string ProviderMetadata::*field;
  bool is_required;
};

constexpr std::array<Endpoint, 9> endpoints{{
    {"authorization_endpoint", &ProviderMetadata::authorization_endpoint, true},
    {"token_endpoint", &ProviderMetadata::token_endpoint, true},
    {"jwks_uri", &ProviderMetadata::jwks_uri, true},
    {"userinfo_endpoint", &ProviderMetadata::userinfo_endpoint, false},
    {"end_session_endpoint", &ProviderMetadata::end_session_endpoint, false},
    {"revocation_endpoint", &ProviderMetadata::revocation_endpoint, false},
    {"introspection_endpoint", &ProviderMetadata::introspection_endpoint, false},
    {"device_authorization_endpoint", &ProviderMetadata::device_authorization_endpoint, false},
    {"pushed_authorization_request_endpoint",
     &ProviderMetadata::pushed_authorization_request_endpoint,
     false},
}};

struct Flag {
  std::string_view member;
  bool ProviderMetadata::*field;
};

constexpr std::array<Flag, 3> flags{{
    {"authorization_response_iss_parameter_supported", &ProviderMetadata::sends_issuer},
    {"require_pushed_authorization_requests", &ProviderMetadata::requires_pushed_requests},
    {"backchannel_logout_supported", &ProviderMetadata::sends_logout_tokens},
}};

struct List {
  std::string_view member;
  std::vector<std::string> ProviderMetadata::*field;
};

constexpr std::array<List, 2> lists{{
    {"token_endpoint_auth_methods_supported", &ProviderMetadata::token_endpoint_auth_methods},
    {"scopes_supported", &ProviderMetadata::scopes},
}};

AuthError malformed(std::string_view member) {
  return refuse(Code::bad_member, std::string(member) + " is malformed");
}

Result<std::vector<std::string>, AuthError> read_list(
    const json::object& document, std::string_view member
) {
  if (!document.contains(member)) return std::vector<std::string>();
  const auto* array = find_array(document, member);
  auto words = find_strings(document, member);
  if (array == nullptr || array->size() != words.size()) return malformed(member);
  return words;
}

Result<std::vector<std::string>, AuthError> read_required_list(
    const json::object& document, std::string_view member
) {
  if (!document.contains(member)) {
    return refuse(Code::missing_member, std::string(member) + " is missing");
  }
  return read_list(document, member);
}

// "https://login.microsoftonline.com/common/v2.0" is described as ".../{tenantid}/v2.0".
bool is_entra_template(std::string_view issuer, std::string_view configured) {
  for (const std::string_view pseudo_tenant : {"common", "organizations"}) {
    const std::string segment = "/" + std::string(pseudo_tenant) + "/";
    const std::size_t place = configured.find(segment);
    if (place == configured.npos) continue;
    std::string expected(configured);
    expected.replace(place, segment.size(), "/{tenantid}/");
    return issuer == expected;
  }
  return false;
}

Result<std::string, AuthError> read_issuer(
    const json::object& document, const DiscoveryRules& rules
) {
  auto issuer = read_string(document, "issuer");
  if (!issuer) return issuer.error();
  const bool is_template =
      rules.issuer_rule == IssuerRule::entra_tenant && is_entra_template(*issuer, rules.issuer);
  if (*issuer != rules.issuer && !is_template) {
    return refuse(Code::wrong_issuer, "the discovery document is of another issuer");
  }
  return *std::move(issuer);
}

Result<ProviderMetadata, AuthError> read_endpoints(
    const json::object& document, Transport transport
) {
  ProviderMetadata metadata;
  for (const Endpoint& endpoint : endpoints) {
    if (!endpoint.is_required && !document.contains(endpoint.member)) continue;
    auto url = read_string(document, endpoint.member);
    if (!url) return url.error();
    auto checked = check_endpoint(*url, transport);
    if (!checked) {
      AuthError error = checked.error();
      error.detail = endpoint.member;
      return error;
    }
    metadata.*endpoint.field = *std::move(url);
  }
  return metadata;
}

Result<std::vector<crypto::SignatureAlgorithm>, AuthError> read_algorithms(
    const json::object& document
) {
  const auto names = read_required_list(document, "id_token_signing_alg_values_supported");
  if (!names) return names.error();
  std::vector<crypto::SignatureAlgorithm> algorithms;
  for (const std::string& name : *names) {
    if (const auto alg = crypto::parse_signature_algorithm(name)) algorithms.push_back(*alg);
  }
  if (algorithms.empty()) {
    return refuse(Code::not_supported, "none of the provider's signature algorithms is known");
  }
  return algorithms;
}

Result<void, AuthError> check_code_flow(const json::object& document) {
  const auto response_types = read_required_list(document, "response_types_supported");
  if (!response_types) return response_types.error();
  if (!contains(*response_types, "code")) {
    return refuse(Code::not_supported, "the provider has no authorization code flow");
  }
  const auto challenges = read_list(document, "code_challenge_methods_supported");
  if (!challenges) return challenges.error();
  if (!challenges->empty() && !contains(*challenges, "S256")) {
    return refuse(Code::not_supported, "the provider has PKCE without S256");
  }
  return {};
}

Result<bool, AuthError> read_flag(const json::object& document, std::string_view member) {
  if (!document.contains(member)) return false;
  const auto value = find_bool(document, member);
  if (!value) return malformed(member);
  return *value;
}

}  // namespace

Result<Request, AuthError> make_discovery_request(const DiscoveryRules& rules) {
  const auto checked = check_endpoint(rules.issuer, rules.transport);
  if (!checked) return checked.error();
  const auto uri = parse_uri(rules.issuer);
  // OpenID Connect Discovery 3: an issuer has no query.
  if (!uri || uri->has_query) return refuse(Code::bad_url, "the issuer has a query");

  Request request;
  std::string_view base = rules.issuer;
  if (base.ends_with('/')) base.remove_suffix(1);
  request.url = std::string(base) + std::string(well_known);
  request.headers = {{"Accept", "application/json"}};
  request.max_response_bytes = AnswerRules().max_bytes;
  request.urgency = Urgency::shared;
  return request;
}

Result<ProviderMetadata, AuthError> read_discovery_response(
    const Response& response, const DiscoveryRules& rules
) {
  const auto document = read_json_answer(response);
  if (!document) return document.error();
  // First of all who speaks: the rest of another's document means nothing.
  auto issuer = read_issuer(*document, rules);
  if (!issuer) return issuer.error();
  auto metadata = read_endpoints(*document, rules.transport);
  if (!metadata) return metadata.error();
  metadata->issuer = *std::move(issuer);
  auto algorithms = read_algorithms(*document);
  if (!algorithms) return algorithms.error();
  metadata->id_token_algorithms = *std::move(algorithms);
  const auto code_flow = check_code_flow(*document);
  if (!code_flow) return code_flow.error();
  for (const List& list : lists) {
    auto words = read_list(*document, list.member);
    if (!words) return words.error();
    (*metadata).*list.field = *std::move(words);
  }
  for (const Flag& flag : flags) {
    const auto value = read_flag(*document, flag.member);
    if (!value) return value.error();
    (*metadata).*flag.field = *value;
  }
  return metadata;
}

}  // namespace daemun::auth
