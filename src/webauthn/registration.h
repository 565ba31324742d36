// Decides whether an answer of navigator.credentials.create() gives a credential that may be kept
// (WebAuthn Level 3, 7.1). Whether its id belongs to somebody already is the caller's to see.
#ifndef DAEMUN_WEBAUTHN_REGISTRATION_H
#define DAEMUN_WEBAUTHN_REGISTRATION_H

#include "base/result.h"

#include <cstdint>
#include <string>
#include <vector>

#include "webauthn/attestation.h"
#include "webauthn/ceremony.h"
#include "webauthn/cose_key.h"
#include "webauthn/response.h"
#include "webauthn/webauthn_error.h"

namespace daemun::webauthn {

struct RegistrationExpectations : Expectations {
  // Those that were offered.
  std::vector<CoseAlgorithm> algorithms{known_algorithms.begin(), known_algorithms.end()};
  AttestationRule attestation = AttestationRule::not_demanded;
};

struct Credential {
  std::string id;
  std::string public_key;  // COSE, as the authenticator wrote it
  std::string aaguid;      // 16 bytes
  std::uint32_t counter = 0;
  bool is_user_verified = false;
  bool is_backup_eligible = false;
  bool is_backed_up = false;
  std::vector<std::string> transports;
  AttestationKind attestation = AttestationKind::none;
};

// Checks in the order of WebauthnError::Code. Any code of a registration.
Result<Credential, WebauthnError> verify_registration(
    const RegistrationResponse& response, const RegistrationExpectations& expected
);

}  // namespace daemun::webauthn

#endif
