// Whether a new password is good enough: Logto's password policy, as a pure function.
//
// Deviations from Logto: characters beyond ASCII are welcome and count as symbols (NIST SP 800-63B
// 5.1.1.2); only control characters are "unsupported".
#ifndef DAEMUN_DOMAIN_PASSWORD_POLICY_H
#define DAEMUN_DOMAIN_PASSWORD_POLICY_H

#include "base/json.h"
#include "domain/sign_in_experience.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun {

struct PasswordIssue {
  std::string code;  // "password_rejected.too_short" ...
  // For the sentence: the limit's name ("min", "max") and value.
  struct Limit {
    std::string name;
    std::int64_t value = 0;

    friend bool operator==(const Limit&, const Limit&) = default;
  };
  std::optional<Limit> limit;

  friend bool operator==(const PasswordIssue&, const PasswordIssue&) = default;
};

// Facts about the user whose password it will be.
struct PasswordOwner {
  std::optional<std::string> name;
  std::optional<std::string> username;
  std::optional<std::string> email;
  std::optional<std::string> phone;
};

// `password` is in normalisation form C. Empty when it is good. Repetitions, sequences, words and
// personal information are refused only where fewer than three characters are left without them.
std::vector<PasswordIssue> check_password(
    std::string_view password, const PasswordPolicy& policy, const PasswordOwner& owner
);

// "password_rejected.pwned", for the caller who has asked elsewhere.
PasswordIssue make_leaked_password_issue();

// Whether the password is, or is easily made from, one that everybody tries first.
bool is_common_password(std::string_view password);

// [{"code": "password_rejected.too_short", "interpolation": {"min": 8}}, ...]
json::array to_json(const std::vector<PasswordIssue>& issues);

}  // namespace daemun

#endif
