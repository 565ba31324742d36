// What an authenticator says of itself when it makes a credential (WebAuthn 6.5.4, 8). The
// statement "none" and both forms of "packed" are verified; no trust anchors are kept, so a
// certificate proves that the answer is of one piece, and not who built the authenticator.
#ifndef DAEMUN_WEBAUTHN_ATTESTATION_H
#define DAEMUN_WEBAUTHN_ATTESTATION_H

#include "base/result.h"

#include <string_view>

#include "webauthn/authenticator_data.h"
#include "webauthn/cbor.h"
#include "webauthn/cose_key.h"
#include "webauthn/webauthn_error.h"

namespace daemun::webauthn {

// Views point into the bytes that were parsed.
struct AttestationObject {
  std::string_view format;
  CborValue statement;  // a map
  std::string_view authenticator_data;
};

// The errors of CBOR; bad_attestation_object: a member is absent or of another type.
Result<AttestationObject, WebauthnError> parse_attestation_object(std::string_view bytes);

// none: nothing was verified. self: signed with the credential's key; certified: with the key of a
// certificate.
enum class AttestationKind { none, self, certified };

// "none", "self", "certified".
std::string_view to_string(AttestationKind kind);

// not_demanded: a format that is unknown here counts as none. demanded: it must be verified, and
// "none" is refused.
enum class AttestationRule { not_demanded, demanded };

struct AttestedData {
  const AttestationObject& object;
  const AttestedCredential& credential;
  const CoseKey& key;
  std::string_view client_data_hash;
};

// bad_attestation_statement; attestation_demanded; wrong_attestation_algorithm;
// bad_attestation_certificate (WebAuthn 8.2.1); wrong_aaguid; bad_attestation_signature.
Result<AttestationKind, WebauthnError> verify_attestation(
    const AttestedData& data, AttestationRule rule
);

}  // namespace daemun::webauthn

#endif
