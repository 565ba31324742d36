// Backup codes: ten that are shown once and stand in for a second factor that is out of reach.
#ifndef DAEMUN_EXPERIENCE_VERIFICATIONS_BACKUP_CODE_H
#define DAEMUN_EXPERIENCE_VERIFICATIONS_BACKUP_CODE_H

#include "experience/method.h"

namespace daemun::experience {

extern const VerificationMethod backup_code_method;

}  // namespace daemun::experience

#endif
