// Decides whether an answer of navigator.credentials.get() is of a credential that is kept
// (WebAuthn Level 3, 7.2).
#ifndef DAEMUN_WEBAUTHN_ASSERTION_H
#define DAEMUN_WEBAUTHN_ASSERTION_H

#include "base/result.h"

#include <cstdint>
#include <optional>
#include <string>

#include "webauthn/ceremony.h"
#include "webauthn/response.h"
#include "webauthn/webauthn_error.h"

namespace daemun::webauthn {

// What is kept of a credential.
struct StoredCredential {
  std::string id;
  std::string public_key;  // COSE
  std::uint32_t counter = 0;
  // Absent for credentials of other servers that did not keep it.
  std::optional<bool> is_backup_eligible;
  std::string user_handle;  // user.id of its registration, as bytes
};

// Whether the authenticator must say whose the credential is: it must where nobody else has said
// it.
enum class UserHandleRule { if_present, required };

struct AssertionExpectations : Expectations {
  UserHandleRule user_handle = UserHandleRule::if_present;
};

struct Assertion {
  std::uint32_t counter = 0;
  bool is_user_verified = false;
  bool is_backup_eligible = false;
  bool is_backed_up = false;
  // A credential that lives on several devices may count on each by itself, so this is no proof of
  // a copy; for one that cannot leave its device the answer is refused instead.
  bool has_counter_gone_back = false;
};

// Checks in the order of WebauthnError::Code. Any code of an assertion.
Result<Assertion, WebauthnError> verify_assertion(
    const AssertionResponse& response,
    const StoredCredential& stored,
    const AssertionExpectations& expected
);

}  // namespace daemun::webauthn

#endif
