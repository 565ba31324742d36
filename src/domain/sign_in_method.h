// Whether an account can still be signed in to: the last way in may be replaced, never removed.
#ifndef DAEMUN_DOMAIN_SIGN_IN_METHOD_H
#define DAEMUN_DOMAIN_SIGN_IN_METHOD_H

#include "domain/user.h"

namespace daemun {

// What an account has beside its own row.
struct OtherMethods {
  bool has_password = false;
  bool has_enterprise_account = false;
};

// An e-mail address, a phone number, or an account at another service is a way in by itself; a user
// name is one with a password.
bool has_sign_in_method(const User& user, const OtherMethods& others);

}  // namespace daemun

#endif
