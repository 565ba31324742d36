// Whether an account can still be signed in to: the last way in may be replaced, never removed.
#ifndef DAEMUN_DOMAIN_SIGN_IN_METHOD_H
#define DAEMUN_DOMAIN_SIGN_IN_METHOD_H

#include "domain/sign_in_experience.h"
#include "domain/user.h"

namespace daemun {

// What an account has beside its own row, and where the tenant can send codes.
struct OtherMethods {
  bool has_password = false;
  bool has_enterprise_account = false;
  bool sends_email = false;
  bool sends_texts = false;
};

// What the tenant lets people sign in with counts: an identifier with a password (which a code
// can reset), an address that a code can be sent to, an account at a service that is offered.
bool has_sign_in_method(
    const User& user, const OtherMethods& others, const SignInExperience& experience
);

}  // namespace daemun

#endif
