// This server towards one SAML provider: how it is known there, and with which keys it speaks.
#ifndef DAEMUN_SSO_SAML_PARTY_H
#define DAEMUN_SSO_SAML_PARTY_H

#include "crypto/signing_key.h"

#include <optional>
#include <string>
#include <vector>

#include "saml/authn_request.h"
#include "saml/metadata.h"

namespace daemun::sso {

struct SamlParty {
  saml::IdentityProvider provider;
  std::string entity_id{};
  std::string consumer_url{};
  // Nothing: the provider chooses.
  std::optional<std::string> name_id_format{};
  // Nothing: requests are not signed.
  std::optional<saml::RequestSigner> signer{};
  // For which assertions may be encrypted, the likeliest first.
  std::vector<crypto::PrivateKey> decryption_keys{};
};

}  // namespace daemun::sso

#endif
