// Reads the metadata of an identity provider (saml-metadata 2.3, 2.4): what a service provider has
// to know of it. Where the document comes from is its only proof: a signature of its own is not
// looked at.
#ifndef DAEMUN_SAML_METADATA_H
#define DAEMUN_SAML_METADATA_H

#include "base/clock.h"
#include "base/result.h"
#include "crypto/certificate.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "saml/saml_error.h"

namespace daemun::saml {

inline constexpr std::size_t max_signing_certificates = 10;
inline constexpr std::size_t max_entity_id_bytes = 1024;  // saml-core 8.3.6

struct IdentityProvider {
  std::string entity_id;
  std::string sign_in_url;  // with the HTTP-Redirect binding
  // Each may have signed a response; their own periods of validity do not count
  // (saml-metadata 2.4.1.1 leaves that to the parties, and the administrator has chosen to trust
  // them).
  std::vector<crypto::Certificate> signing_certificates;
  bool wants_signed_requests = false;
  // Nothing of the metadata is to be used afterwards.
  std::optional<TimePoint> valid_until{};
};

// Any code of parse_document, bad_time, and not_an_entity (several at once are not read),
// no_entity_id, no_identity_provider, several_identity_providers, no_redirect_endpoint,
// bad_endpoint (neither http nor https), no_signing_certificate, bad_certificate (also: more than
// max_signing_certificates, or a key that is weak or of an unknown kind).
Result<IdentityProvider, SamlError> parse_identity_provider_metadata(std::string_view xml);

// The same from what an administrator has typed: certificates as PEM or base64. Codes:
// no_entity_id, bad_endpoint, no_signing_certificate, bad_certificate.
struct IdentityProviderFields {
  std::string entity_id;
  std::string sign_in_url;
  std::vector<std::string> signing_certificates;
};
Result<IdentityProvider, SamlError> to_identity_provider(const IdentityProviderFields& fields);

}  // namespace daemun::saml

#endif
