#include "daemun/auth/session/keyring.h"

#include "base/encoding.h"
#include "crypto/aead.h"
#include "crypto/hmac.h"
#include "crypto/key_derivation.h"

#include <stdexcept>

namespace daemun::auth {

namespace {

constexpr std::size_t key_size = 32;

}  // namespace

Keyring::Keyring(const std::vector<Secret>& secrets) {
  if (secrets.empty()) throw std::invalid_argument("sessions need a secret");
  for (const Secret& secret : secrets) {
    if (secret.reveal().size() < min_secret_size) {
      throw std::invalid_argument("a session secret has at least 32 characters");
    }
    keys_.push_back(
        {.sealing = Secret(crypto::derive_key(secret, "daemun-auth seal", key_size)),
         .signing = Secret(crypto::derive_key(secret, "daemun-auth sign", key_size))}
    );
  }
}

std::string Keyring::seal(
    std::string_view plaintext, std::string_view purpose, crypto::Random& random
) const {
  return to_base64url(crypto::seal(keys_.front().sealing, plaintext, purpose, random));
}

std::optional<std::string> Keyring::open(std::string_view text, std::string_view purpose) const {
  const auto sealed = parse_base64url(text);
  if (!sealed) return std::nullopt;
  for (const Keys& keys : keys_) {
    if (auto plaintext = crypto::open(keys.sealing, *sealed, purpose)) return plaintext;
  }
  return std::nullopt;
}

std::string Keyring::sign_with(const Keys& keys, std::string_view text, std::string_view purpose) {
  // The length keeps the two apart.
  std::string message = std::to_string(purpose.size()) + ':';
  message += purpose;
  message += text;
  return to_base64url(crypto::hmac_sha256(keys.signing.reveal(), message));
}

std::string Keyring::sign(std::string_view text, std::string_view purpose) const {
  return sign_with(keys_.front(), text, purpose);
}

std::vector<std::string> Keyring::sign_with_each(std::string_view text, std::string_view purpose)
    const {
  std::vector<std::string> signatures;
  for (const Keys& keys : keys_)
    signatures.push_back(sign_with(keys, text, purpose));
  return signatures;
}

bool Keyring::is_signed(std::string_view text, std::string_view signature, std::string_view purpose)
    const {
  for (const Keys& keys : keys_) {
    if (equals_in_constant_time(sign_with(keys, text, purpose), signature)) return true;
  }
  return false;
}

}  // namespace daemun::auth
