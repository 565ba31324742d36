#include "crypto/ed25519_key.h"

#include "crypto/handles.h"

#include <openssl/err.h>

namespace daemun::crypto {

namespace {

constexpr std::size_t key_size = 32;
constexpr std::size_t signature_size = 64;

}  // namespace

Result<Ed25519Key, KeyError> Ed25519Key::from_bytes(std::string_view bytes) {
  if (bytes.size() != key_size)
    return KeyError{KeyError::Code::bad_encoding, "an Ed25519 key has 32 bytes"};
  return Ed25519Key(std::string(bytes));
}

bool Ed25519Key::verify(std::string_view message, std::string_view signature) const {
  if (signature.size() != signature_size) return false;
  const Key key(require(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes_of(bytes_), bytes_.size()),
      "EVP_PKEY_new_raw_public_key"
  ));
  const DigestContext context(require(EVP_MD_CTX_new(), "EVP_MD_CTX_new"));
  // RFC 8032 5.1: no digest before the signature.
  require(
      EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()),
      "EVP_DigestVerifyInit"
  );
  const int verified = EVP_DigestVerify(
      context.get(), bytes_of(signature), signature.size(), bytes_of(message), message.size()
  );
  if (verified != 1) ERR_clear_error();
  return verified == 1;
}

}  // namespace daemun::crypto
