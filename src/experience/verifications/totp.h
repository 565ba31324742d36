// Codes of an authenticator app (RFC 6238), as a second factor: to prove one that the account has,
// and to set up a new one.
#ifndef DAEMUN_EXPERIENCE_VERIFICATIONS_TOTP_H
#define DAEMUN_EXPERIENCE_VERIFICATIONS_TOTP_H

#include "experience/method.h"
#include "experience/pending_mfa.h"
#include "storage/vault.h"

namespace daemun::experience {

extern const VerificationMethod totp_method;

// The secret of a new app, which the dialogue keeps until its end.
Secret open_new_totp(const storage::Vault& vault, const NewFactor& item);

}  // namespace daemun::experience

#endif
