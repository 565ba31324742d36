// The lock against guessing: what a person tries on an account takes a place before it is looked
// at. An account has one counter for all its identifiers, and one for each browser that has signed
// in to it before; an identifier without an account has one as well.
#ifndef DAEMUN_EXPERIENCE_SENTINEL_H
#define DAEMUN_EXPERIENCE_SENTINEL_H

#include "base/task.h"
#include "experience/dependencies.h"
#include "experience/dialogue.h"
#include "experience/request_error.h"
#include "experience/step.h"
#include "storage/sentinel_place.h"
#include "storage/user_store.h"

#include <optional>
#include <string_view>

namespace daemun::experience {

// An attempt that may be looked at.
struct Guess {
  std::optional<storage::UserStore::WithPassword> account{};
  GuessPlace place{};
};

// The kind of a guess of a password.
inline constexpr std::string_view password_guess = "Password";

// For attempts outside of a dialogue: takes a place, durably. Errors: 400
// session.verification_blocked_too_many_attempts with data.relativeTime.
Task<Outcome<GuessPlace>> take_place(
    const Dependencies* dependencies, storage::SentinelTarget target, Language language
);

// Finds the account of an identifier (parsed, if it is well-formed) and takes a place, once for a
// step, however often it is taken. Each `action` ("Password") has places of its own. Errors: 400
// session.verification_blocked_too_many_attempts with data.relativeTime.
Task<Outcome<Guess>> begin_guess(
    const Call& call,
    const SentIdentifier& sent,
    std::optional<Identifier> identifier,
    std::string_view action = password_guess
);

// The same for a guess of a second factor of the person whom the dialogue knows: one counter an
// account and `action`, however many dialogues and browsers guess: a thief of the password gets the
// marks of known browsers as well. Errors: as above, and 404
// session.identifier_not_found.
Task<Outcome<Guess>> begin_factor_guess(const Call& call, std::string_view action);

// A guess that costs next to nothing to look at, so its place is taken by the same commit as its
// outcome, and before that is told. Without `planned` it has been taken. Whether there is still an
// account is for what is guessed to say: one that has gone has no factors.
struct QuickGuess {
  UserId user{};
  GuessPlace place{};
  std::optional<storage::SentinelPlace> planned{};
};
// As begin_factor_guess. A lock is found before the guess is looked at; a commit that fails,
// because another guess has come first, tells nothing of it.
Task<Outcome<QuickGuess>> begin_quick_guess(const Call& call, std::string_view action);

// For the plan of a right one: takes its place, and forgets what was counted.
storage::Statement pass(const Dependencies& dependencies, const QuickGuess& quick);

// For the plan of an attempt that was no guess.
storage::Statement give_back(const Dependencies& dependencies, const GuessPlace& place);

struct WrongGuess {
  GuessPlace place{};
  std::optional<storage::SentinelPlace> planned{};  // of a quick guess
  // Unless it is a second factor, or something else of the account event.user_id, that was guessed.
  SentIdentifier identifier{};
  AuditEvent event{};
  RequestError error{};  // as long as the account is not locked
};

// Where a wrong guess came from.
struct GuessOrigin {
  std::optional<InteractionEvent> interaction_event{};
  Language language{};
};
// Logs the wrong guess, whose place has been taken, and tells webhooks if it was the last. Returns
// what to answer.
Task<RequestError> refuse_guess(
    const Dependencies* dependencies, GuessOrigin origin, WrongGuess guess
);

// Logs the wrong guess, and tells webhooks if it was the last. Returns what to answer: that of a
// lock, where a quick guess finds no place.
Task<RequestError> refuse_guess(const Call& call, WrongGuess guess);

}  // namespace daemun::experience

#endif
