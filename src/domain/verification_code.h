// A code of six digits that is sent to an e-mail address or a phone number: entering it proves
// that the address or number is the person's.
#ifndef DAEMUN_DOMAIN_VERIFICATION_CODE_H
#define DAEMUN_DOMAIN_VERIFICATION_CODE_H

#include "base/clock.h"
#include "domain/message_template.h"
#include "domain/user.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace daemun {

inline constexpr std::size_t verification_code_length = 6;
// The longest that a policy gives a code.
inline constexpr Seconds max_verification_code_lifetime{3600};

// Logto's verificationCodePolicy; absent members have these defaults.
struct VerificationCodePolicy {
  Seconds lifetime{600};
  std::int64_t max_tries = 10;
};

// What is known of a code that was sent; not the code.
struct VerificationCode {
  std::string id{};     // 21 characters [0-9a-z]
  std::string scope{};  // what it may be entered in: one dialogue, or the API
  Identifier identifier{};
  TemplateType usage = TemplateType::generic;
  std::string hash{};
  std::int64_t tries = 0;
  TimePoint created_at{};
  std::optional<TimePoint> consumed_at{};
};

// Why a code may not be compared with this one: Logto's error code, empty when it may. In this
// order: verification_code.not_found (used already), .email_mismatch or .phone_mismatch (sent to
// another recipient), .expired, .exceed_max_try.
std::string_view verification_code_problem(
    const VerificationCode& code,
    const Identifier& recipient,
    const VerificationCodePolicy& policy,
    TimePoint now
);

}  // namespace daemun

#endif
