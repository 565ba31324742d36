// Proof by a link that was sent to an address (Logto's magic link): whoever has the token reads the
// mailbox.
#ifndef DAEMUN_EXPERIENCE_VERIFICATIONS_ONE_TIME_TOKEN_H
#define DAEMUN_EXPERIENCE_VERIFICATIONS_ONE_TIME_TOKEN_H

#include "base/secret.h"
#include "base/task.h"
#include "experience/dependencies.h"
#include "experience/dialogue.h"
#include "experience/experience_state.h"
#include "experience/request_error.h"
#include "experience/sentinel.h"
#include "storage/sql.h"

namespace daemun::experience {

struct OneTimeTokenAttempt {
  Attempt guess;
  Secret token;
};

struct OneTimeTokenProof {
  Verification verification;
  storage::Plan plan;  // to be committed with it: the token is consumed
  GuessPlace place;    // what the plan gives back
};

// Errors: 404 one_time_token.token_not_found, 400 one_time_token.email_mismatch, token_expired,
// token_consumed and token_revoked (counted before they are answered), interaction_event_mismatch
// (made for another kind of dialogue; it stays usable there), 400
// session.verification_blocked_too_many_attempts, 400 guard.invalid_input.
Task<Outcome<OneTimeTokenProof>> prove_one_time_token(
    const Dependencies& dependencies, http::Request request, OneTimeTokenAttempt attempt
);

}  // namespace daemun::experience

#endif
