// Passkeys and security keys as a second factor (WebAuthn): to set one up, and to prove one that
// the account has. Without a lock against guessing, unlike Logto: nobody guesses a signature, and a
// counter would only let strangers lock people out.
#ifndef DAEMUN_EXPERIENCE_VERIFICATIONS_WEB_AUTHN_H
#define DAEMUN_EXPERIENCE_VERIFICATIONS_WEB_AUTHN_H

#include "experience/method.h"

namespace daemun::experience {

extern const VerificationMethod web_authn_method;

}  // namespace daemun::experience

#endif
