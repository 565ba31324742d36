#include "domain/verification_code.h"

namespace daemun {

std::string_view verification_code_problem(
    const VerificationCode& code,
    const Identifier& recipient,
    const VerificationCodePolicy& policy,
    TimePoint now
) {
  if (code.consumed_at) return "verification_code.not_found";
  if (code.identifier != recipient) {
    return code.identifier.type == IdentifierType::phone ? "verification_code.phone_mismatch"
                                                         : "verification_code.email_mismatch";
  }
  if (now >= code.created_at + policy.lifetime) return "verification_code.expired";
  if (code.tries >= policy.max_tries) return "verification_code.exceed_max_try";
  return {};
}

}  // namespace daemun
