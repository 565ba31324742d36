// Checking a password as a list of computations: of the same work for every user of a tenant and
// for those who do not exist, whatever hash they have.
#ifndef DAEMUN_CRYPTO_PASSWORD_CHECK_H
#define DAEMUN_CRYPTO_PASSWORD_CHECK_H

#include "base/secret.h"
#include "crypto/password_hash.h"
#include "crypto/random.h"

#include <optional>
#include <string>
#include <vector>

namespace daemun::crypto {

struct StoredPassword {
  PasswordAlgorithm algorithm{};
  std::string hash{};
};

// Whether the hash is to be replaced by one of ours.
enum class Renewal { never, when_outdated };

struct PasswordCheck {
  Secret password{};  // in normalisation form C
  // As it was typed: what another system hashed, which normalised nothing.
  Secret typed{};
  std::optional<StoredPassword> stored{};  // nothing for users without a password, and for nobody
  std::vector<std::string> shared_work{};  // crypto/password_work.h
  Renewal renewal = Renewal::never;
};

struct PasswordVerdict {
  bool is_right = false;
  std::optional<std::string> renewed{};  // of the password in normalisation form C
};

// One computation of a check.
struct PasswordStep {
  PasswordAlgorithm algorithm{};
  std::string hash{};
  enum class Kind { real, dummy } kind = Kind::dummy;
};

// The work for a wrong password, for each spelling of it. Apart from which steps are real,
// the same for every user whose work is shared.
std::vector<PasswordStep> list_steps(const PasswordCheck& check);

PasswordVerdict check_password(const PasswordCheck& check, Random& random);

}  // namespace daemun::crypto

#endif
