// The identity of an account that does not exist yet: a free user name and a good password.
#ifndef DAEMUN_EXPERIENCE_VERIFICATIONS_NEW_PASSWORD_IDENTITY_H
#define DAEMUN_EXPERIENCE_VERIFICATIONS_NEW_PASSWORD_IDENTITY_H

#include "experience/method.h"

#include <memory>
#include <string>

namespace daemun::experience {

// POST new-password-identity. Only user names: addresses and numbers need a proof that they are the
// person's. Errors: 403 auth.forbidden (the tenant does not let people register), 400
// guard.invalid_input, 422 user.sign_up_method_not_enabled, those of require_free_username,
// password.rejected.
extern const VerificationMethod new_password_identity_method;

// Whether a user name may be given to somebody: the identifier, or 400 guard.invalid_input, 422
// user.username_policy_violation, user.username_already_in_use.
Task<Outcome<Identifier>> require_free_username(
    const Dependencies& dependencies,
    std::shared_ptr<const SignInExperience> settings,
    std::string value
);

}  // namespace daemun::experience

#endif
