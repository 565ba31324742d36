#include "oidc/discovery.h"

#include "base/json.h"
#include "domain/assurance.h"
#include "http/conditional.h"
#include "http/cors.h"
#include "oidc/claims.h"
#include "oidc/request_endpoint.h"
#include "oidc/tables.h"

#include <initializer_list>

namespace daemun::oidc {

namespace {

// A caller may name any loopback port.
constexpr std::size_t max_documents = 16;

template <typename Words>
json::array to_array(const Words& words) {
  json::array array;
  for (const auto& word : words)
    array.emplace_back(std::string_view(word));
  return array;
}

json::array words(std::initializer_list<std::string_view> list) {
  return to_array(list);
}

}  // namespace

std::string make_discovery_document(
    std::string_view issuer,
    std::string_view endpoint,
    const std::vector<std::string>& id_token_algorithms
) {
  const auto url = [&](std::string_view path) {
    return std::string(endpoint) + "/oidc" + std::string(path);
  };
  const json::array authentication = words({"client_secret_basic", "client_secret_post", "none"});
  // Logto's order.
  JsonWriter document;
  document.add("authorization_endpoint", url(path::authorization))
      .add("device_authorization_endpoint", url(path::device_authorization))
      .add_value("acr_values_supported", to_array(assurance_words))
      .add_bool("claims_parameter_supported", false)
      .add_value("claims_supported", to_array(supported_claims()))
      .add_value("code_challenge_methods_supported", words({"S256"}))
      .add("end_session_endpoint", url(path::end_session))
      .add_value("grant_types_supported", to_array(supported_grants))
      .add("issuer", issuer)
      .add("jwks_uri", url(path::jwks))
      .add_bool("authorization_response_iss_parameter_supported", true)
      .add_value("response_modes_supported", words({"form_post", "fragment", "query"}))
      .add_value("response_types_supported", words({"code"}))
      .add_value("scopes_supported", to_array(supported_scopes))
      .add_value("subject_types_supported", words({"public"}))
      .add_value("token_endpoint_auth_methods_supported", authentication)
      .add("token_endpoint", url(path::token))
      .add_value("id_token_signing_alg_values_supported", to_array(id_token_algorithms))
      .add("pushed_authorization_request_endpoint", url(path::pushed_authorization_request))
      .add_bool("request_uri_parameter_supported", false)
      .add("userinfo_endpoint", url(path::userinfo))
      .add("introspection_endpoint", url(path::introspection))
      .add("revocation_endpoint", url(path::revocation))
      .add_bool("backchannel_logout_supported", true)
      .add_bool("backchannel_logout_session_supported", true)
      .add_value("claim_types_supported", words({"normal"}));
  return std::move(document).take();
}

Task<http::Response> Discovery::handle(http::Request request) {
  const auto ring = co_await keys_.current();
  const auto text = document(request_endpoint(dependencies_, request), ring);
  auto response = http::json_response(200, *text);
  http::allow_origin(response, "*");
  co_return http::with_etag(request, std::move(response));
}

std::shared_ptr<const std::string> Discovery::document(
    std::string endpoint, const std::shared_ptr<const KeyRing>& ring
) {
  const std::lock_guard lock(mutex_);
  if (ring_ != ring || documents_.size() >= max_documents) documents_.clear();
  ring_ = ring;
  auto& slot = documents_[endpoint];
  if (!slot) {
    slot = std::make_shared<const std::string>(
        make_discovery_document(dependencies_.issuer(), endpoint, ring->algorithms())
    );
  }
  return slot;
}

}  // namespace daemun::oidc
