// Signing in with a passkey and nothing else. The authenticator finds the passkey and says whose it
// is, or the person has typed an identifier before; the person is verified by the authenticator, so
// it counts as two factors.
#ifndef DAEMUN_EXPERIENCE_VERIFICATIONS_SIGN_IN_PASSKEY_H
#define DAEMUN_EXPERIENCE_VERIFICATIONS_SIGN_IN_PASSKEY_H

#include "experience/method.h"

#include "api/webauthn_bodies.h"

namespace daemun::experience {

extern const VerificationMethod sign_in_passkey_method;

struct PasskeyOptions {
  api::Raw<api::AuthenticationOptions> authentication_options{};
};
BOOST_DESCRIBE_STRUCT(PasskeyOptions, (), (authentication_options))

// POST /api/experience/preflight/sign-in-passkey/authentication: options for any passkey, before
// the dialogue has been started too.
Task<Outcome<Taken>> prepare_passkey_sign_in(const Call& call);

}  // namespace daemun::experience

#endif
