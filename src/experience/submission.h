// The end of a dialogue, as a pure decision: an account signs in, a new one is made, or a password
// is reset.
#ifndef DAEMUN_EXPERIENCE_SUBMISSION_H
#define DAEMUN_EXPERIENCE_SUBMISSION_H

#include "base/clock.h"
#include "domain/sso_connector.h"
#include "domain/user.h"
#include "experience/dialogue.h"
#include "experience/mfa_check.h"
#include "experience/request_error.h"
#include "experience/sign_in_review.h"
#include "storage/user_store.h"

#include <optional>
#include <string>
#include <vector>

namespace daemun::experience {

struct SubmissionFacts {
  const Dialogue& dialogue;
  // Of the person who was identified, as it is now.
  std::optional<storage::UserStore::WithPassword> account{};
  // Whose the account at a company's provider is, by which the person was identified.
  std::optional<SsoIdentity> sso_identity{};
  PersonMfa mfa{};
  SignInReview review{};
  UserId new_id{};  // of the person who registers
  TimePoint now{};
};

struct Submission {
  InteractionEvent event = InteractionEvent::sign_in;
  User user{};                   // as it is from now on
  std::optional<User> before{};  // nothing: it is made now
  bool has_changed = false;      // what the account lacked is added
  // The password that is set now.
  std::optional<UserPassword> password{};
  // An account at another service: that the user gets, or that has identified the person, who must
  // still have it.
  std::optional<SocialIdentity> linked{};
  std::optional<SocialIdentity> identity{};
  // Likewise one at a company's provider.
  std::optional<EnterpriseAccount> new_enterprise{};
  std::optional<EnterpriseAccount> enterprise{};
  // What was proven of the account, which must still be so.
  std::optional<storage::ProvenAccount> proven{};
  std::optional<TimePoint> password_updated_at{};  // from now on
  std::vector<NewFactor> factors{};                // that are added
  MfaFlags flags{};                                // from now on
  std::vector<std::string> amr{};
  // The verification of a second factor that the sign-in depends on: it must still be there.
  std::optional<Verification> second_factor{};
  // Or the trusted device that spared it: likewise.
  std::optional<TrustedDevice> sparing_device{};
  // The browser becomes a trusted device.
  std::optional<TrustedDevicePolicy> new_trust{};
};

// Errors, in this order: 404 session.interaction_not_found, 403 auth.forbidden (the tenant may have
// closed this way since the dialogue began), 404 session.identifier_not_found, 400
// session.verification_expired (the proven password has been replaced, or the account at another
// service or at a company's provider is the user's no more), 401 user.suspended, 422
// user.social_account_exists_in_profile, user.new_password_required_in_profile (a reset without
// one), 403 session.mfa.require_mfa_verification, 422 user.missing_profile, user.passkey_preferred,
// and those of decide_mfa_set_up. A reset asks for no second factor: the sign-in after it does.
Outcome<Submission> decide_submission(const SubmissionFacts& facts);

}  // namespace daemun::experience

#endif
