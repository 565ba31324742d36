// The adaptive rules in the dialogue: whether a sign-in looks unusual, who is told when it is
// refused for that, and what is remembered when it succeeds.
#ifndef DAEMUN_EXPERIENCE_SIGN_IN_REVIEW_H
#define DAEMUN_EXPERIENCE_SIGN_IN_REVIEW_H

#include "base/task.h"
#include "domain/adaptive_mfa.h"
#include "domain/audit_event.h"
#include "domain/user.h"
#include "experience/dependencies.h"
#include "experience/step.h"
#include "storage/sql.h"

#include <optional>
#include <string>
#include <vector>

namespace daemun::experience {

struct SignInReview {
  SignInSignals signals{};
  KnownPlaces known{};
  bool is_known_broken = false;  // it is there, and cannot be read
  // Nothing where the rules do not decide.
  std::optional<std::vector<TriggeredRule>> triggered{};

  // With nothing to compare, the rules alone might find nothing: the person is asked.
  bool is_usual() const { return triggered && triggered->empty() && !is_known_broken; }
  bool is_unusual() const { return triggered && !triggered->empty(); }
};

// Of a person's sign-in, by this request. `call` outlives the task.
Task<SignInReview> review_sign_in(const Call* call, User user);
// Of somebody who registers: there is nothing to compare with.
SignInReview review_registration(const Call& call);

// Has the webhooks and the audit log told that a rule asks for the factor, although the step is
// refused with that code: once a dialogue and person, however often the step is tried. `call`
// outlives the task.
Task<void> tell_unusual_sign_in(
    const Call* call, User user, SignInReview review, std::string refusal
);

// The facts and the verdict, for the line of the audit log.
void add_review(AuditEvent& event, const SignInReview& review);

// The person has signed in there. Empty where no place is known.
storage::Plan plan_place(
    const Dependencies& dependencies, const UserId& user, const SignInReview& review, TimePoint now
);

}  // namespace daemun::experience

#endif
