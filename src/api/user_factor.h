// A second factor of a user, as the APIs list it.
#ifndef DAEMUN_API_USER_FACTOR_H
#define DAEMUN_API_USER_FACTOR_H

#include "domain/mfa.h"

#include <boost/describe.hpp>

#include <optional>
#include <string>

#include "api/described.h"

namespace daemun::api {

struct FactorView {
  std::string id{};
  std::string created_at{};
  std::optional<std::string> last_used_at{};
  Word<"Totp", "WebAuthn", "BackupCode", "EmailVerificationCode", "PhoneVerificationCode"> type{};
  std::optional<std::string> agent{};
  std::optional<std::string> name{};
  std::optional<Number<>> remain_codes{};
};
BOOST_DESCRIBE_STRUCT(
    FactorView, (), (id, created_at, last_used_at, type, agent, name, remain_codes)
)

FactorView to_view(const UserFactor& factor);

}  // namespace daemun::api

#endif
