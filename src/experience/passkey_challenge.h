// The challenge of a ceremony with a passkey, as a dialogue keeps it until the first answer.
#ifndef DAEMUN_EXPERIENCE_PASSKEY_CHALLENGE_H
#define DAEMUN_EXPERIENCE_PASSKEY_CHALLENGE_H

#include "base/clock.h"
#include "base/json.h"
#include "crypto/random.h"

#include <optional>
#include <string>

namespace daemun::experience {

inline constexpr std::chrono::minutes challenge_lifetime{5};

struct PasskeyChallenge {
  std::string bytes{};
  TimePoint expires_at{};
};

PasskeyChallenge make_passkey_challenge(crypto::Random& random, TimePoint now);

json::object to_json(const PasskeyChallenge& challenge);
// Strict: throws std::runtime_error on what to_json did not write.
PasskeyChallenge parse_passkey_challenge(const json::object& object);

}  // namespace daemun::experience

#endif
