#include "experience/email_check.h"

#include "domain/phone_number.h"

namespace daemun::experience {

Outcome<void> check_new_address(
    const Dependencies& dependencies, const SignInExperience& settings, const Identifier& identifier
) {
  if (identifier.type == IdentifierType::phone && !is_possible_phone_number(identifier.value))
    return RequestError{.code = "user.invalid_phone", .status = 422};
  if (identifier.type != IdentifierType::email) return {};
  const auto verdict = decide_email(
      settings.email_blocklist_policy, identifier.value, dependencies.disposable_domains
  );
  if (verdict == EmailVerdict::allowed) return {};
  const bool is_malformed = verdict == EmailVerdict::invalid_email;
  return RequestError{.code = to_error_code(verdict), .status = is_malformed ? 400 : 422};
}

}  // namespace daemun::experience
