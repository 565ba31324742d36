// A key of a tenant's ring. Per algorithm there is one current key, at most one next and one
// previous.
#ifndef DAEMUN_DOMAIN_SIGNING_KEY_H
#define DAEMUN_DOMAIN_SIGNING_KEY_H

#include "base/clock.h"
#include "base/id.h"
#include "base/secret.h"

#include <optional>
#include <string>
#include <string_view>

namespace daemun {

enum class SigningKeyStatus { next, current, previous };

// "Next", "Current", "Previous".
std::string_view to_string(SigningKeyStatus status);
std::optional<SigningKeyStatus> parse_signing_key_status(std::string_view word);

struct SigningKey {
  SigningKeyId id;
  std::string algorithm;  // "ES256", "ES384", "RS256"
  SigningKeyStatus status = SigningKeyStatus::current;
  Secret private_key;  // PKCS #8, PEM
  TimePoint created_at{};
};

}  // namespace daemun

#endif
