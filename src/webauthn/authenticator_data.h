// What an authenticator signs beside the client data's hash (WebAuthn 6.1): for which RP, what the
// person did, its counter, and a new credential.
#ifndef DAEMUN_WEBAUTHN_AUTHENTICATOR_DATA_H
#define DAEMUN_WEBAUTHN_AUTHENTICATOR_DATA_H

#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "webauthn/webauthn_error.h"

namespace daemun::webauthn {

// WebAuthn 4, "Credential ID".
inline constexpr std::size_t max_credential_id_bytes = 1023;

struct AttestedCredential {
  std::string aaguid;  // 16 bytes: the model
  std::string id;
  std::string public_key;  // COSE, not parsed yet
};

struct AuthenticatorData {
  std::string rp_id_hash;
  bool is_user_present = false;
  bool is_user_verified = false;
  bool is_backup_eligible = false;
  bool is_backed_up = false;
  std::uint32_t counter = 0;
  std::optional<AttestedCredential> credential;
};

// Bits that are reserved are ignored, and so is what extensions say. authenticator_data_truncated;
// authenticator_data_trailing_bytes; bad_credential_id: empty or too long; bad_extensions: no map;
// the errors of CBOR.
Result<AuthenticatorData, WebauthnError> parse_authenticator_data(std::string_view bytes);

}  // namespace daemun::webauthn

#endif
