// Any SAML provider. Its protocol is sso's, as that of companies' providers (sso/social_saml.h):
// here is what a configuration has to be as far as it can be said without reading XML.
#include "connectors/config_check.h"
#include "connectors/provider.h"
#include "connectors/social/providers.h"
#include "crypto/signing_key.h"

#include <string_view>

namespace daemun::connectors {
namespace {

constexpr std::size_t max_key_bytes = 16 * 1024;

bool is_rsa_key(const std::string& pem) {
  if (pem.size() > max_key_bytes) return false;
  const auto key = crypto::PrivateKey::parse_pem(Secret(pem));
  return key && key->algorithm() == crypto::SignatureAlgorithm::rs256;
}

// `wanted` is the switch that needs the key.
void check_key(
    const json::object& config, std::string_view wanted, std::string_view name, json::array& issues
) {
  const auto key = text_of(config, name);
  if (!key.empty() && !is_rsa_key(key))
    issues.push_back(
        make_issue(json::array{name}, "Must be an RSA key, PKCS #8 in PEM without a password")
    );
  if (key.empty() && find_bool(config, wanted).value_or(false))
    issues.push_back(make_issue(json::array{name}, "Required"));
}

void check_map(const json::object& config, json::array& issues) {
  const auto* map = find_object(config, "profileMap");
  if (map == nullptr) return;
  for (const auto& [name, attribute] : *map) {
    if (!attribute.is_string())
      issues.push_back(make_issue(json::array{"profileMap", name}, "Expected a string"));
  }
}

json::array check(const json::object& config) {
  json::array issues;
  check_key(config, "signAuthnRequest", "privateKey", issues);
  check_key(config, "encryptAssertion", "encPrivateKey", issues);
  for (const std::string_view name : {"privateKeyPass", "encPrivateKeyPass"}) {
    if (!text_of(config, name).empty())
      issues.push_back(
          make_issue(json::array{name}, "Is not supported: give the key without a password")
      );
  }
  check_map(config, issues);
  return issues;
}

}  // namespace

const SocialProvider social::saml = {
    .id = "saml",
    .make = nullptr,
    .read = nullptr,
    .check = check,
    .protocol = SocialProtocol::saml};

}  // namespace daemun::connectors
