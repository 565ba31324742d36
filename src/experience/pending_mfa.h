// What a dialogue is going to change about its person's second factors: kept in its state until it
// ends.
#ifndef DAEMUN_EXPERIENCE_PENDING_MFA_H
#define DAEMUN_EXPERIENCE_PENDING_MFA_H

#include "base/json.h"
#include "domain/mfa.h"

#include <optional>
#include <string>
#include <vector>

namespace daemun::experience {

// A factor that the account gets at the end.
struct NewFactor {
  UserFactor factor{};  // without its person, and without the secret of an authenticator app
  // That secret, sealed for this dialogue: seal_for_dialogue of verifications/totp.h.
  std::string sealed_secret{};
  std::vector<std::string> code_hashes{};  // backup_code
};

struct PendingMfa {
  // What the person has answered in this dialogue.
  bool is_enabled = false;
  bool is_skipped = false;
  bool is_suggestion_skipped = false;
  bool is_passkey_skipped = false;
  std::vector<NewFactor> factors{};

  bool empty() const {
    return !is_enabled && !is_skipped && !is_suggestion_skipped && !is_passkey_skipped &&
           factors.empty();
  }
  bool has(Factor type) const;
};

// The account's flags after this dialogue's answers.
MfaFlags with_answers(MfaFlags flags, const PendingMfa& pending);

json::object to_json(const Passkey& passkey);
// Strict, as below.
Passkey parse_passkey(const json::object& object);

json::object to_json(const PendingMfa& pending);
// Strict: throws std::runtime_error on what to_json did not write.
PendingMfa parse_pending_mfa(const json::object& object);

}  // namespace daemun::experience

#endif
