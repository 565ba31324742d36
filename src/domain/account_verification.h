// A verification record of the Account API: what a person has proven, or is about to prove, before
// something of their own account changes. It belongs to one user and to the application that the
// person used, for a purpose, for ten minutes.
#ifndef DAEMUN_DOMAIN_ACCOUNT_VERIFICATION_H
#define DAEMUN_DOMAIN_ACCOUNT_VERIFICATION_H

#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"
#include "base/secret.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace daemun {

inline constexpr Seconds account_verification_lifetime{600};
// Of a user; older ones go.
inline constexpr std::int64_t max_account_verifications = 50;

// Logto's words for the kinds.
namespace verification_kind {
inline constexpr std::string_view password = "Password";
inline constexpr std::string_view email_code = "EmailVerificationCode";
inline constexpr std::string_view phone_code = "PhoneVerificationCode";
inline constexpr std::string_view social = "Social";
inline constexpr std::string_view web_authn = "WebAuthn";
}  // namespace verification_kind

struct AccountVerification {
  std::string id{};  // 21 characters [0-9a-z]
  UserId user_id{};
  std::string holder{};  // for whose tokens it counts (account/verification.cpp)
  std::string kind{};
  std::string purpose{};            // of a code: the template of its message
  json::object data{};              // nothing secret: {"value": "ann@example.com"}
  std::optional<Secret> secret{};   // what of it is: a challenge, the session of a connector
  TimePoint password_updated_at{};  // of the user when it was made; the epoch: no password
  TimePoint created_at{};
  TimePoint expires_at{};
  std::optional<TimePoint> verified_at{};
};

}  // namespace daemun

#endif
