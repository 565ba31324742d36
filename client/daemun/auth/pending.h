// The state that this app remembers between sending a user away and their coming back. All that
// must fit together at the callback is in one record, bound to one provider (Auth.js's
// CVE-2026-73419 was a record that was not). It can be moved, not copied: reading a callback with
// it uses it up.
#ifndef DAEMUN_AUTH_PENDING_H
#define DAEMUN_AUTH_PENDING_H

#include "base/clock.h"
#include "base/secret.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::auth {

// Makes the struct that has it move-only, and leaves it an aggregate.
struct Once {
  Once() = default;
  Once(const Once&) = delete;
  Once(Once&&) = default;
  Once& operator=(const Once&) = delete;
  Once& operator=(Once&&) = default;
  ~Once() = default;
};

struct PendingAuthorization {
  std::string provider_id{};
  std::string issuer{};
  std::string client_id{};
  std::string redirect_uri{};
  std::string state{};
  // Empty when no ID token was asked for.
  std::string nonce{};
  Secret code_verifier{};
  std::vector<std::string> scopes{};
  std::optional<Seconds> max_age{};
  // Where the app goes on; the redirect checks it.
  std::string return_to{};
  TimePoint created_at{};
  [[no_unique_address]] Once once{};
};

// From the user's leaving to their return.
inline constexpr Seconds pending_lifetime{15 * 60};

// For a store or for a sealed cookie; it has secrets in it.
Secret to_text(const PendingAuthorization& pending);
// Nothing unless it is a text of to_text.
std::optional<PendingAuthorization> parse_pending_authorization(std::string_view text);

}  // namespace daemun::auth

#endif
