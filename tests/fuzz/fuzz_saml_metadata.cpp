// Arbitrary bytes as the metadata of an identity provider.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "saml/authn_request.h"
#include "saml/metadata.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace daemun::saml;
  const std::string xml(reinterpret_cast<const char*>(data), size);
  const auto provider = parse_identity_provider_metadata(xml);
  if (!provider) {
    if (to_string(provider.error().code).empty()) std::abort();
    return 0;
  }
  if (provider->entity_id.empty() || provider->entity_id.size() > max_entity_id_bytes) std::abort();
  if (provider->signing_certificates.empty()) std::abort();
  // An address that is taken is good enough to send a browser there.
  const AuthnRequest request{
      .id = "_request",
      .destination = provider->sign_in_url,
      .assertion_consumer_service_url = "https://auth.example.org/acs",
      .issuer = "https://auth.example.org/sp"};
  const auto url = make_redirect_url({.request = request});
  if (!url || !url->starts_with("http")) std::abort();
  return 0;
}
