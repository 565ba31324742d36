// Second factors: what kinds there are, what a tenant demands, and what a person has decided. The
// rules are in mfa_policy.h.
#ifndef DAEMUN_DOMAIN_MFA_H
#define DAEMUN_DOMAIN_MFA_H

#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"
#include "base/secret.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun {

// In this order they are offered for set-up.
enum class Factor {
  web_authn,
  totp,
  phone_verification_code,
  email_verification_code,
  backup_code,
};
inline constexpr Factor all_factors[] = {
    Factor::web_authn,
    Factor::totp,
    Factor::phone_verification_code,
    Factor::email_verification_code,
    Factor::backup_code};

// Logto's words: "WebAuthn", "Totp", "PhoneVerificationCode", "EmailVerificationCode",
// "BackupCode".
std::string_view to_string(Factor factor);
std::optional<Factor> parse_factor(std::string_view word);

// Of a person, and of each kind.
inline constexpr std::int64_t max_factors = 10;
inline constexpr std::size_t backup_codes_in_a_set = 10;
inline constexpr std::size_t backup_code_length = 10;
inline constexpr std::string_view backup_code_alphabet = "0123456789abcdef";

// Logto's words in CamelCase; "UserControlled" is the old name of the first.
enum class MfaPolicy {
  prompt_at_sign_in_and_sign_up,
  prompt_only_at_sign_in,
  no_prompt,
  mandatory,
  prompt_at_sign_in_and_sign_up_mandatory,
  prompt_only_at_sign_in_mandatory,
};
std::optional<MfaPolicy> parse_mfa_policy(std::string_view word);
// Whether people may put the set-up off.
bool is_skippable(MfaPolicy policy);

// The members `mfa`, `adaptiveMfa` and `passkeySignIn` of the sign-in experience.
struct MfaSettings {
  std::vector<Factor> factors{};
  MfaPolicy policy = MfaPolicy::prompt_at_sign_in_and_sign_up;
  // A member of an organization that requires a second factor has to set one up at sign-in.
  bool is_mandatory_in_organizations = false;
  bool is_adaptive = false;  // the rules of adaptive_mfa.h decide, with a policy for them

  bool allows(Factor factor) const;
};
struct PasskeySignIn {
  bool is_enabled = false;
  bool shows_button = false;
  bool allows_autofill = false;
};
// Absent or mistyped members take their defaults; an unknown policy is read as `mandatory`, for it
// was stored to demand something.
MfaSettings parse_mfa_settings(const json::object& document);
PasskeySignIn parse_passkey_sign_in(const json::object& document);

// What a person has decided: members `mfa` and `passkeySignIn` of the user's logto_config.
struct MfaFlags {
  std::optional<bool> is_enabled{};    // nothing: an account of before there was the question
  bool is_skipped = false;             // does not want to set up a factor
  bool is_suggestion_skipped = false;  // nor a further one
  bool skips_at_sign_in = false;       // is not to be asked at sign-in
  bool is_passkey_skipped = false;     // does not want to make a passkey

  friend bool operator==(const MfaFlags&, const MfaFlags&) = default;
};
MfaFlags parse_mfa_flags(const json::object& logto_config);
// The document with those flags that differ from its own; other members stay.
json::object with_mfa_flags(json::object logto_config, const MfaFlags& flags);

// A passkey or security key (WebAuthn).
struct Passkey {
  std::string credential_id{};  // bytes; unique in the tenant
  std::string public_key{};     // COSE, bytes
  std::int64_t sign_count = 0;
  std::vector<std::string> transports{};
  bool is_backup_eligible = false;  // may be copied to other devices; never changes
  bool is_backed_up = false;
  std::string rp_id{};
  std::string agent{};  // User-Agent of the browser that made it
};

// A second factor that a person has set up.
struct UserFactor {
  std::string id{};
  UserId user_id{};
  Factor type = Factor::totp;  // web_authn, totp, backup_code
  std::optional<std::string> name{};
  TimePoint created_at{};
  std::optional<TimePoint> last_used_at{};
  Secret totp_secret{};                          // totp: the bytes
  std::optional<std::int64_t> last_used_step{};  // totp
  std::int64_t unused_codes = 0;                 // backup_code
  Passkey passkey{};                             // web_authn
};

}  // namespace daemun

#endif
