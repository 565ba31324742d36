// The lock against guessing: what a person tries on an account takes a place before it is looked
// at. An account has one counter for all its identifiers, and one for each browser that has signed
// in to it before; an identifier without an account has one as well.
#ifndef DAEMUN_EXPERIENCE_SENTINEL_H
#define DAEMUN_EXPERIENCE_SENTINEL_H

#include "base/task.h"
#include "experience/dependencies.h"
#include "experience/dialogue.h"
#include "experience/known_browser.h"
#include "experience/request_error.h"
#include "storage/sentinel_store.h"

#include <optional>

namespace daemun::experience {

storage::SentinelTarget guess_target(
    const Dependencies& dependencies,
    const http::Request& request,
    const SentIdentifier& identifier,
    const std::optional<MarkedAccount>& account
);

// A place that was taken.
struct GuessPlace {
  storage::SentinelTarget target{};
  SentinelPolicy policy{};
  TimePoint taken_at{};
};

// Errors: 400 session.verification_blocked_too_many_attempts with data.relativeTime.
Task<Outcome<GuessPlace>> take_guess_place(
    const Dependencies& dependencies,
    storage::SentinelTarget target,
    SentinelPolicy policy,
    Language language
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
