// The work that checking a stored password takes: its algorithm and cost, without salt and hash.
// Users of one tenant differ in it when hashes were imported; whoever measures a refusal must not
// learn from it which users there are.
#ifndef DAEMUN_CRYPTO_PASSWORD_WORK_H
#define DAEMUN_CRYPTO_PASSWORD_WORK_H

#include "crypto/password_hash.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::crypto {

// "Bcrypt:10", "Argon2id:65536:3:4", "Legacy:600000:32:sha256". Nothing for our own hashes and for
// those that take no time to speak of.
std::optional<std::string> find_password_work(PasswordAlgorithm algorithm, std::string_view stored);

struct DummyPassword {
  PasswordAlgorithm algorithm{};
  std::string hash{};
};

// A stored password of that work, which nobody knows. Nothing for what is no work.
std::optional<DummyPassword> make_dummy_password(std::string_view work);

// About how long it takes on one core.
std::uint64_t estimate_microseconds(std::string_view work);

// The works that every sign-in does: at most a second together, so that imported hashes that take
// longer than any sign-in should do not slow down everybody's.
std::vector<std::string> choose_shared_work(std::vector<std::string> works);

}  // namespace daemun::crypto

#endif
