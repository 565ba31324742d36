// The end of a dialogue, as a pure decision: an account signs in, a new one is made, or a password
// is reset.
#ifndef DAEMUN_EXPERIENCE_SUBMISSION_H
#define DAEMUN_EXPERIENCE_SUBMISSION_H

#include "base/clock.h"
#include "domain/user.h"
#include "experience/dialogue.h"
#include "experience/request_error.h"
#include "storage/user_store.h"

#include <optional>

namespace daemun::experience {

struct SubmissionFacts {
  const Dialogue& dialogue;
  // Of the person who was identified, as it is now.
  std::optional<storage::UserStore::WithPassword> account{};
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
  // What was proven of the account, which must still be so.
  std::optional<storage::ProvenAccount> proven{};
  std::optional<TimePoint> password_updated_at{};  // from now on
};

// Errors, in this order: 404 session.interaction_not_found, 403 auth.forbidden (the tenant may have
// closed this way since the dialogue began), 404 session.identifier_not_found, 400
// session.verification_expired (the proven password has been replaced), 401 user.suspended, 422
// user.new_password_required_in_profile (a reset without one), 422 user.missing_profile.
Outcome<Submission> decide_submission(const SubmissionFacts& facts);

}  // namespace daemun::experience

#endif
