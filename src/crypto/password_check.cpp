#include "crypto/password_check.h"

#include "crypto/password_work.h"

#include <algorithm>

namespace daemun::crypto {
namespace {

// bcrypt looks no further.
constexpr std::size_t bcrypt_bytes = 72;

bool is_ours(const StoredPassword& stored) {
  return stored.algorithm == PasswordAlgorithm::argon2id && !needs_rehash(stored.hash);
}

// A hash of our cost, though perhaps of another shape.
bool costs_as_ours(const StoredPassword& stored) {
  return stored.algorithm == PasswordAlgorithm::argon2id &&
         !find_password_work(stored.algorithm, stored.hash) &&
         !find_hash_problem(stored.algorithm, stored.hash);
}

// Once in normalisation form C, and as typed if that is something else.
std::vector<const Secret*> spellings_of(const PasswordCheck& check) {
  std::vector<const Secret*> spellings{&check.password};
  const auto& typed = check.typed.reveal();
  if (!typed.empty() && typed != check.password.reveal()) spellings.push_back(&check.typed);
  return spellings;
}

// The whole password must be known, or it would silently become a longer one.
bool may_renew(const PasswordCheck& check, const Secret& matching) {
  if (check.renewal == Renewal::never) return false;
  const bool is_whole = check.stored->algorithm != PasswordAlgorithm::bcrypt ||
                        matching.reveal().size() <= bcrypt_bytes;
  return is_whole && (!is_ours(*check.stored) || &matching != &check.password);
}

}  // namespace

std::vector<PasswordStep> list_steps(const PasswordCheck& check) {
  const auto& stored = check.stored;
  const auto work = stored ? find_password_work(stored->algorithm, stored->hash) : std::nullopt;
  std::vector<PasswordStep> steps;
  const auto add_real = [&] {
    steps.push_back({stored->algorithm, stored->hash, PasswordStep::Kind::real});
  };
  bool is_real_done = false;
  for (const auto& shared : check.shared_work) {
    if (work == shared) {
      add_real();
      is_real_done = true;
    } else if (auto dummy = make_dummy_password(shared)) {
      steps.push_back({dummy->algorithm, std::move(dummy->hash), PasswordStep::Kind::dummy});
    }
  }
  // A digest takes no time to speak of; what is too costly to share shows.
  const bool is_last = stored && costs_as_ours(*stored);
  if (stored && !is_real_done && !is_last) add_real();
  if (is_last) {
    add_real();
  } else {
    steps.push_back({PasswordAlgorithm::argon2id, dummy_password_hash(), PasswordStep::Kind::dummy}
    );
  }
  return steps;
}

PasswordVerdict check_password(const PasswordCheck& check, Random& random) {
  const auto steps = list_steps(check);
  PasswordVerdict verdict;
  for (const Secret* spelling : spellings_of(check)) {
    for (const auto& step : steps) {
      const bool matches = verify_password(step.algorithm, *spelling, step.hash);
      if (!matches || step.kind == PasswordStep::Kind::dummy) continue;
      verdict.is_right = true;
      if (may_renew(check, *spelling)) verdict.renewed = hash_password(check.password, random);
      return verdict;
    }
  }
  return verdict;
}

}  // namespace daemun::crypto
