#include "webauthn/ceremony.h"

#include "base/encoding.h"
#include "base/text.h"
#include "crypto/digest.h"

namespace daemun::webauthn {

namespace {

using Code = WebauthnError::Code;

}  // namespace

Result<void, WebauthnError> check_client_data(
    const ClientData& data, std::string_view type, const Expectations& expected
) {
  if (data.type != type) return refuse(Code::wrong_ceremony, "the answer is of another ceremony");
  // A caller without a challenge must not accept an answer without one.
  if (expected.challenge.size() < min_challenge_size ||
      data.challenge != to_base64url(expected.challenge))
    return refuse(Code::wrong_challenge, "the answer is for another challenge");
  if (!contains(expected.origins, data.origin))
    return refuse(Code::wrong_origin, "the answer was given to another site");
  if (data.is_cross_origin || data.top_origin)
    return refuse(Code::cross_origin, "the answer was given in a frame of another site");
  return {};
}

Result<void, WebauthnError> check_authenticator_data(
    const AuthenticatorData& data, const Expectations& expected
) {
  if (data.rp_id_hash != crypto::sha256(expected.rp_id))
    return refuse(Code::wrong_rp_id, "the credential is of another site");
  if (!data.is_user_present)
    return refuse(Code::user_not_present, "the authenticator has not asked the person");
  if (expected.user_verification == UserVerification::required && !data.is_user_verified)
    return refuse(Code::user_not_verified, "the authenticator has not verified the person");
  // WebAuthn 6.1.3.
  if (data.is_backed_up && !data.is_backup_eligible)
    return refuse(Code::backed_up_but_not_eligible, "the flags of backups contradict each other");
  return {};
}

}  // namespace daemun::webauthn
