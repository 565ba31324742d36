// Codes by e-mail or SMS to the account's own address, as a second factor.
#ifndef DAEMUN_EXPERIENCE_VERIFICATIONS_MFA_CODE_H
#define DAEMUN_EXPERIENCE_VERIFICATIONS_MFA_CODE_H

#include "experience/method.h"

namespace daemun::experience {

// The endpoints of both are in the first one's rows.
extern const VerificationMethod mfa_email_code_method;
extern const VerificationMethod mfa_phone_code_method;

}  // namespace daemun::experience

#endif
