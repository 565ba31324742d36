// Seals what leaves this app and comes back: cookies, and texts in a store. Keys are derived from
// the app's secrets; the first seals, all of them open, so that a secret can be replaced without
// signing anybody out.
#ifndef DAEMUN_AUTH_SESSION_KEYRING_H
#define DAEMUN_AUTH_SESSION_KEYRING_H

#include "base/secret.h"
#include "crypto/random.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::auth {

inline constexpr std::size_t min_secret_size = 32;

class Keyring {
 public:
  // At least one secret, and each of 32 bytes or more (as `openssl rand -base64 33` makes them):
  // otherwise std::invalid_argument, before the app serves anybody.
  explicit Keyring(const std::vector<Secret>& secrets);

  // base64url. What was sealed for one purpose cannot be opened for another.
  std::string seal(std::string_view plaintext, std::string_view purpose, crypto::Random& random)
      const;
  // Nothing for a text that no key here has sealed for that purpose.
  std::optional<std::string> open(std::string_view text, std::string_view purpose) const;

  // HMAC-SHA256 with the first secret, and a check against any of them in constant time.
  std::string sign(std::string_view text, std::string_view purpose) const;
  // With each secret, the first one first.
  std::vector<std::string> sign_with_each(std::string_view text, std::string_view purpose) const;
  bool is_signed(std::string_view text, std::string_view signature, std::string_view purpose) const;

 private:
  struct Keys {
    Secret sealing;
    Secret signing;
  };
  static std::string sign_with(const Keys& keys, std::string_view text, std::string_view purpose);

  std::vector<Keys> keys_;
};

}  // namespace daemun::auth

#endif
