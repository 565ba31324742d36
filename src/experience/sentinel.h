// The lock against guessing: failed attempts are counted an identifier, whether it exists or not.
#ifndef DAEMUN_EXPERIENCE_SENTINEL_H
#define DAEMUN_EXPERIENCE_SENTINEL_H

#include "base/task.h"
#include "experience/dependencies.h"
#include "experience/dialogue.h"
#include "experience/request_error.h"
#include "storage/sentinel_store.h"

namespace daemun::experience {

// Counts passwords tried on an identifier. Its spelling does not matter: the canonical form counts.
storage::SentinelTarget password_target(const SentIdentifier& identifier);

// Errors: 400 session.verification_blocked_too_many_attempts with data.relativeTime.
Task<Outcome<void>> require_unlocked(
    const Dependencies& dependencies, storage::SentinelTarget target, Language language
);

}  // namespace daemun::experience

#endif
