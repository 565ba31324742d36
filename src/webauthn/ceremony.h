// What both ceremonies demand of an answer (WebAuthn 7.1 and 7.2): that it is for this challenge,
// made on a page of ours, for our RP id, by a person.
#ifndef DAEMUN_WEBAUTHN_CEREMONY_H
#define DAEMUN_WEBAUTHN_CEREMONY_H

#include "base/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "webauthn/authenticator_data.h"
#include "webauthn/client_data.h"
#include "webauthn/webauthn_error.h"

namespace daemun::webauthn {

// WebAuthn 13.4.3 asks for 16 at least.
inline constexpr std::size_t challenge_size = 32;
inline constexpr std::size_t min_challenge_size = 16;

// Whether the authenticator must have seen who the person is (by a PIN, a finger), not only that
// there is one.
enum class UserVerification { required, preferred };

struct Expectations {
  std::string challenge;             // the bytes
  std::vector<std::string> origins;  // "https://id.example": exactly one of them
  std::string rp_id;                 // "id.example"
  UserVerification user_verification = UserVerification::required;
};

// wrong_ceremony; wrong_challenge, also when a short one is expected; wrong_origin; cross_origin:
// in a frame of another site.
Result<void, WebauthnError> check_client_data(
    const ClientData& data, std::string_view type, const Expectations& expected
);

// wrong_rp_id; user_not_present; user_not_verified; backed_up_but_not_eligible.
Result<void, WebauthnError> check_authenticator_data(
    const AuthenticatorData& data, const Expectations& expected
);

}  // namespace daemun::webauthn

#endif
