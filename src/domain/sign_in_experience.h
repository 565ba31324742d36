// How users of a tenant sign in and what the pages look like: the row "sign-in experience" of
// Logto's API. What the server decides by is typed; the whole document goes to the pages as it is
// stored.
#ifndef DAEMUN_DOMAIN_SIGN_IN_EXPERIENCE_H
#define DAEMUN_DOMAIN_SIGN_IN_EXPERIENCE_H

#include "base/clock.h"
#include "base/json.h"
#include "domain/claims_dialect.h"
#include "domain/email_blocklist.h"
#include "domain/mfa.h"
#include "domain/user.h"
#include "domain/verification_code.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun {

enum class SignInMode { sign_in, register_, sign_in_and_register };

struct SignInMethod {
  IdentifierType identifier = IdentifierType::username;
  bool password = true;
  bool verification_code = false;  // never for a user name
};

// Logto's passwordPolicy; absent members have these defaults.
struct PasswordPolicy {
  std::size_t min_length = 8;
  std::size_t max_length = 256;
  int min_character_types = 1;
  bool reject_common = true;  // Logto's `pwned`
  // Ask the public range service about leaked passwords; off unless an administrator turns it on.
  bool ask_range_service = false;
  bool reject_repetition_and_sequence = true;
  bool reject_user_info = true;
  std::vector<std::string> reject_words;
};

// Logto's passwordExpiration.
struct PasswordExpirationPolicy {
  bool is_enabled = false;
  std::chrono::hours valid_for{};
  TimePoint enabled_at{};  // from when on passwords without a date count
};

struct SentinelPolicy {
  int max_attempts = 100;
  std::chrono::minutes lockout_duration{60};
};

struct SignInExperience {
  SignInMode mode = SignInMode::sign_in_and_register;
  // Only administrators and their invitations make accounts: no mode and no other link does.
  bool is_registration_closed = false;
  std::vector<SignInMethod> methods;
  std::vector<IdentifierType> sign_up_identifiers;
  bool sign_up_password = true;
  bool sign_up_verify = false;
  // Further identifiers, asked for at the end of a registration that began with another one:
  // "username", "email", "phone", "emailOrPhone".
  std::vector<std::string> sign_up_secondary;
  // The names of the fields of the registration form, in order; nothing: all that there are.
  std::optional<std::vector<std::string>> sign_up_profile_fields;
  PasswordPolicy password_policy;
  SentinelPolicy sentinel_policy;
  PasswordExpirationPolicy password_expiration;
  MfaSettings mfa;
  PasskeySignIn passkey_sign_in;
  VerificationCodePolicy verification_code_policy;
  // By which a password is reset; nothing: by all that a message can be sent to.
  std::optional<std::vector<IdentifierType>> forgot_password_methods;
  EmailBlocklistPolicy email_blocklist_policy;
  // Ours: a new password ends the user's sessions and refresh tokens.
  bool signs_out_on_password_change = true;
  // Ours: of applications that have none of their own.
  ClaimsDialect claims_dialect = ClaimsDialect::logto;
  bool auto_detect_language = true;
  std::string fallback_language = "en";
  std::optional<std::string> unknown_session_redirect_url;
  // All of the above and what only pages need, as Logto's API shows it.
  json::object document;
};

// The document of a new tenant, with Logto's defaults and our brand.
json::object make_default_sign_in_experience();
// With defaults for the members that it lacks, in Logto's order.
json::object complete_sign_in_experience(json::object document);
// The names in a list of {"name": ...}.
std::vector<std::string> find_field_names(const json::array& fields);
// Absent or mistyped members take their defaults.
SignInExperience parse_sign_in_experience(json::object document);
// The same where accounts are made by administrators alone; the document says so too.
SignInExperience close_registration(SignInExperience experience);

// Whether users sign in with an identifier of that type and a password, or a verification code.
bool takes_password(const SignInExperience& experience, IdentifierType type);
bool takes_verification_code(const SignInExperience& experience, IdentifierType type);
// Whether the administrator lets passwords be reset by a message to an identifier of that type.
bool takes_recovery(const SignInExperience& experience, IdentifierType type);
// Whether new accounts are asked for an identifier of that type.
bool asks_at_sign_up(const SignInExperience& experience, IdentifierType type);

// Whether a password that was set then has to be replaced; without a date by when the policy or,
// if that does not say, the account began.
struct PasswordAge {
  std::optional<TimePoint> updated_at{};
  TimePoint account_created_at{};
};
bool is_too_old(const PasswordAge& age, const PasswordExpirationPolicy& policy, TimePoint now);

}  // namespace daemun

#endif
