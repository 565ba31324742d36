// A person who signs in.
#ifndef DAEMUN_DOMAIN_USER_H
#define DAEMUN_DOMAIN_USER_H

#include "base/clock.h"
#include "base/id.h"

#include <optional>
#include <string>
#include <string_view>

namespace daemun {

struct User {
  UserId id{};
  std::optional<std::string> username{};
  std::optional<std::string> primary_email{};  // canonical: NFKC, case folded
  std::optional<std::string> primary_phone{};  // canonical: parse_phone_number
  std::optional<std::string> name{};
  std::optional<std::string> avatar{};
  std::string profile = "{}";      // JSON object, Logto's camelCase members
  std::string custom_data = "{}";  // JSON object
  std::string identities = "{}";   // JSON object: social target -> {userId, details}
  std::optional<ApplicationId> application_id{};
  bool is_suspended = false;
  std::optional<TimePoint> last_sign_in_at{};
  TimePoint created_at{};
  TimePoint updated_at{};
};

// A stored password: an Argon2id PHC string, or an imported hash that is replaced at the next
// sign-in.
struct UserPassword {
  std::string hash{};
  std::string algorithm{};  // Logto's word: "Argon2id", "Bcrypt", ...
};

enum class IdentifierType { username, email, phone };

std::string_view to_string(IdentifierType type);
std::optional<IdentifierType> parse_identifier_type(std::string_view word);

struct Identifier {
  IdentifierType type = IdentifierType::username;
  std::string value{};  // canonical

  friend bool operator==(const Identifier&, const Identifier&) = default;
};

// The canonical form under which an identifier is stored, looked up and counted; nothing when the
// value cannot be an identifier of that type. Validation happens after normalisation, so that no
// look-alike passes (CVE-2026-15617, CVE-2026-73420).
std::optional<Identifier> parse_identifier(IdentifierType type, std::string_view value);
// The same where an account is to get it: a phone number has as many digits as its country's have.
std::optional<Identifier> parse_new_identifier(IdentifierType type, std::string_view value);

}  // namespace daemun

#endif
