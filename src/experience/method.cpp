#include "experience/method.h"

#include "base/text.h"
#include "crypto/random.h"
#include "experience/verifications/backup_code.h"
#include "experience/verifications/enterprise_sso.h"
#include "experience/verifications/mfa_code.h"
#include "experience/verifications/new_password_identity.h"
#include "experience/verifications/one_time_token.h"
#include "experience/verifications/password.h"
#include "experience/verifications/sign_in_passkey.h"
#include "experience/verifications/social.h"
#include "experience/verifications/totp.h"
#include "experience/verifications/verification_code.h"
#include "experience/verifications/web_authn.h"

#include <algorithm>
#include <utility>

namespace daemun::experience {

const std::vector<const VerificationMethod*>& verification_methods() {
  static const std::vector<const VerificationMethod*> methods{
      &password_method,
      &new_password_identity_method,
      &one_time_token_method,
      &email_code_method,
      &phone_code_method,
      &mfa_email_code_method,
      &mfa_phone_code_method,
      &totp_method,
      &web_authn_method,
      &sign_in_passkey_method,
      &social_method,
      &enterprise_sso_method,
      &backup_code_method,
  };
  return methods;
}

const VerificationMethod* find_method(std::string_view type) {
  const auto& methods = verification_methods();
  const auto found =
      std::find_if(methods.begin(), methods.end(), [type](const VerificationMethod* method) {
        return method->type == type;
      });
  return found == methods.end() ? nullptr : *found;
}

std::vector<std::string> list_amr(const Verification& verification) {
  const auto* method = find_method(verification.type);
  if (method == nullptr) return {};
  if (method->list_amr != nullptr) return method->list_amr(verification);
  return {std::string(method->amr)};
}

void add_amr(std::vector<std::string>& amr, const std::vector<std::string>& words) {
  for (const auto& word : words) {
    if (!contains(amr, word)) amr.push_back(word);
  }
}

Verification make_verification(
    const Dependencies& dependencies, const VerificationMethod& method, Identifier identifier
) {
  Verification verification;
  verification.id = crypto::random_id(dependencies.random, 21);
  verification.type = method.type;
  verification.identifier = std::move(identifier);
  verification.expires_at = dependencies.clock.now() + verification_lifetime;
  return verification;
}

Verification make_factor_verification(
    const Dependencies& dependencies, const VerificationMethod& method, const UserId& user
) {
  auto verification = make_verification(dependencies, method, Identifier());
  verification.user_id = user;
  return verification;
}

void own(
    Verification& verification, const std::optional<storage::UserStore::WithPassword>& account
) {
  if (!account) return;
  verification.user_id = account->user.id;
  verification.password_updated_at = account->password_updated_at.value_or(TimePoint{});
}

}  // namespace daemun::experience
