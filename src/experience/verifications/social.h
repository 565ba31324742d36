// Signing in with an account at another service (connectors/social/social.h): from the address of
// the service to the account that it tells of, and what that account means here.
#ifndef DAEMUN_EXPERIENCE_VERIFICATIONS_SOCIAL_H
#define DAEMUN_EXPERIENCE_VERIFICATIONS_SOCIAL_H

#include "domain/user.h"
#include "experience/method.h"

#include <optional>
#include <string>

namespace daemun::experience {

extern const VerificationMethod social_method;

// Whether the person who has no such identity asks for it to be linked to the account that has the
// address which the service has verified.
enum class Linking { not_asked, asked };

// A proof of this method with what it means now, for decide_identification: whose it is, or that it
// is to be linked, or which addresses a new account gets. `call` outlives the task. Errors: 422
// session.invalid_connector_id, 422 user.sign_in_method_not_enabled (the connector is no longer in
// use); of a sign-in 404 user.identity_not_exist, with data.relatedUser where an account has the
// verified address; of a registration 422 user.identity_already_in_use, and those of
// check_new_address.
Task<Outcome<Verification>> complete_social_proof(
    const Call* call, Verification proof, Linking linking
);

// The address that the service has verified; empty: none.
std::string email_of_social_proof(const Verification& proof);

// What POST …/profile does for an account at another service: a user who signs in has been
// identified in another way. `call` outlives the task; `user` is the person's account, if there is
// one. Errors: 404 session.verification_session_not_found, 400 session.verification_failed,
// session.verification_expired, 422 session.invalid_connector_id, user.sign_in_method_not_enabled,
// user.social_account_exists_in_profile, user.identity_already_in_use.
Task<Outcome<ExperienceState>> add_social_identity(
    const Call* call, std::optional<User> user, std::string verification_id
);

// What the service gave with the newest proof of the identity, sealed (kept_tokens.h). Empty: none
// is kept.
std::string find_kept_tokens(const ExperienceState& state, const SocialIdentity& identity);

}  // namespace daemun::experience

#endif
