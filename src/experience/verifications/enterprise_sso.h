// Signing in with a company's own identity provider (experience/enterprise_visit.h): from the
// address of the provider to the account there, and what that account means here.
#ifndef DAEMUN_EXPERIENCE_VERIFICATIONS_ENTERPRISE_SSO_H
#define DAEMUN_EXPERIENCE_VERIFICATIONS_ENTERPRISE_SSO_H

#include "experience/method.h"

namespace daemun::experience {

extern const VerificationMethod enterprise_sso_method;

// A proof of this method with what it means now, for decide_identification: whose it is, that it is
// to be linked, or what a new account gets. `call` outlives the task. Errors: those of
// find_enterprise_connector; of a sign-in 404 user.sso_identity_not_exist, with data.relatedUser
// where an account has the address that the provider names and does not vouch for: after a proof of
// the address by a code, in this dialogue, it is linked; 422 user.sso_account_exists_in_profile
// (the account with the address is another one's there); of a registration 422
// user.identity_already_in_use, user.email_already_in_use, and those of check_new_address.
Task<Outcome<Verification>> complete_enterprise_proof(const Call* call, Verification proof);

}  // namespace daemun::experience

#endif
