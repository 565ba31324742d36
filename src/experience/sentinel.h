// The lock against guessing: what a person tries on an account takes a place before it is looked
// at. An account has one counter for all its identifiers, and one for each browser that has signed
// in to it before; an identifier without an account has one as well.
#ifndef DAEMUN_EXPERIENCE_SENTINEL_H
#define DAEMUN_EXPERIENCE_SENTINEL_H

#include "base/task.h"
#include "experience/dependencies.h"
#include "experience/dialogue.h"
#include "experience/request_error.h"
#include "storage/sentinel_store.h"
#include "storage/user_store.h"

#include <optional>

namespace daemun::experience {

// A place that was taken.
struct GuessPlace {
  storage::SentinelTarget target{};
  SentinelPolicy policy{};
  TimePoint taken_at{};
};

struct Attempt {
  SentIdentifier identifier{};
  Interaction interaction{};
  InteractionEvent interaction_event = InteractionEvent::sign_in;
  SentinelPolicy sentinel_policy{};
  // Its place when the step is taken once more: an attempt takes one, however often it is saved.
  std::optional<GuessPlace> place{};
};

// An attempt that may be looked at.
struct Guess {
  std::optional<storage::UserStore::WithPassword> account{};
  GuessPlace place{};
};

// `identifier` is the parsed one, if it is well-formed.
// Errors: 400 session.verification_blocked_too_many_attempts with data.relativeTime.
Task<Outcome<Guess>> begin_guess(
    const Dependencies& dependencies,
    http::Request request,
    std::optional<Identifier> identifier,
    Attempt attempt
);

// For the plan of an attempt that was no guess.
storage::Statement give_back(const Dependencies& dependencies, const GuessPlace& place);

struct WrongGuess {
  GuessPlace place{};
  SentIdentifier identifier{};
  InteractionEvent interaction_event = InteractionEvent::sign_in;
  AuditEvent event{};
  RequestError error{};  // as long as the account is not locked
  Language language{};
};

// Logs the wrong guess, and tells webhooks if it was the last. Returns what to answer.
Task<RequestError> refuse_guess(const Dependencies& dependencies, WrongGuess guess);

}  // namespace daemun::experience

#endif
