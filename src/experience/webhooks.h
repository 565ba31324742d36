// Webhook events of a sign-in dialogue, as plans that are committed with their cause. Where
// nobody listens this costs a look into a cache.
#ifndef DAEMUN_EXPERIENCE_WEBHOOKS_H
#define DAEMUN_EXPERIENCE_WEBHOOKS_H

#include "base/task.h"
#include "domain/audit_event.h"
#include "domain/user.h"
#include "experience/dependencies.h"
#include "experience/dialogue.h"
#include "experience/experience_state.h"
#include "storage/hook_store.h"
#include "storage/sql.h"

namespace daemun::experience {

// Where an event comes from.
struct EventSource {
  // Of a dialogue; nothing: a call with an access token.
  std::optional<InteractionEvent> interaction_event{};
  AuditEvent audit{};  // the line of the audit log about the same request
};

// The end of a dialogue, with the account as it is then.
struct DialogueEnd {
  EventSource source{};
  User user{};
  bool has_changed_user = false;  // what the account lacked has been added
};

// PostSignIn or PostResetPassword, and User.Data.Updated for an account that has changed; or
// PostRegister and User.Created.
Task<storage::Plan> plan_end_messages(const Dependencies& dependencies, DialogueEnd end);

// PostSignInAdaptiveMfaTriggered: a sign-in was refused until a second factor is proven. Once an
// account and ten minutes: a thief can begin as many dialogues as they like.
struct UnusualSignIn {
  EventSource source{};
  User user{};
  json::object result{};  // of the adaptive rules
};
Task<storage::Plan> plan_unusual_sign_in_messages(
    const Dependencies& dependencies, UnusualSignIn unusual
);

// Organization.Membership.Updated: a person joined in a dialogue.
struct NewMember {
  EventSource source{};
  OrganizationId organization{};
  UserId user{};
};
Task<storage::Plan> plan_member_messages(const Dependencies& dependencies, NewMember joined);
// Whether anybody is told that.
Task<bool> is_membership_told(const Dependencies& dependencies);

// A failed attempt that may be the one that locks its target.
struct FailedAttempt {
  EventSource source{};
  SentIdentifier identifier{};  // as it was typed
  // Instead: whose second factor was guessed.
  std::optional<UserId> account{};
  storage::Lockout lockout{};
};

// Identifier.Lockout, once a lock: its plan comes after the counting of the failure.
Task<storage::Plan> plan_lockout_messages(const Dependencies& dependencies, FailedAttempt attempt);

// Tells Message.RateLimited, once for a recipient and span of the limit.
struct RefusedMessage {
  EventSource source{};
  messages::MessageOrder order{};
};
Task<void> tell_rate_limited(const Dependencies& dependencies, RefusedMessage refused);

}  // namespace daemun::experience

#endif
