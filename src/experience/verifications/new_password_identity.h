// The identity of an account that does not exist yet: a free user name and a good password.
#ifndef DAEMUN_EXPERIENCE_VERIFICATIONS_NEW_PASSWORD_IDENTITY_H
#define DAEMUN_EXPERIENCE_VERIFICATIONS_NEW_PASSWORD_IDENTITY_H

#include "base/secret.h"
#include "base/task.h"
#include "experience/dependencies.h"
#include "experience/dialogue.h"
#include "experience/experience_state.h"
#include "experience/request_error.h"

#include <memory>

namespace daemun::experience {

struct NewPasswordIdentity {
  SentIdentifier identifier;
  Secret password;  // in normalisation form C
  std::shared_ptr<const SignInExperience> settings;
  std::string network{};                       // of the request
  std::optional<std::string> password_hash{};  // of the password, if it has been hashed already
};

// Only user names: addresses and numbers need a proof that they are the person's. Errors: 403
// auth.forbidden (the tenant does not let people register), 400 guard.invalid_input, 422
// user.sign_up_method_not_enabled, user.username_policy_violation, user.username_already_in_use,
// password.rejected.
Task<Outcome<Verification>> make_new_password_identity(
    const Dependencies& dependencies, NewPasswordIdentity identity
);

// Whether a user name may be given to somebody: the identifier, or 400 guard.invalid_input, 422
// user.username_policy_violation, user.username_already_in_use.
Task<Outcome<Identifier>> require_free_username(
    const Dependencies& dependencies,
    std::shared_ptr<const SignInExperience> settings,
    std::string value
);

}  // namespace daemun::experience

#endif
