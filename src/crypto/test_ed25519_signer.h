// Signs with Ed25519 for tests; the server only verifies.
#ifndef DAEMUN_CRYPTO_TEST_ED25519_SIGNER_H
#define DAEMUN_CRYPTO_TEST_ED25519_SIGNER_H

#include "crypto/handles.h"

#include <memory>
#include <string>
#include <string_view>

namespace daemun::crypto::test {

class Ed25519Signer {
 public:
  Ed25519Signer()
      : key_(require(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"), "keygen"), EVP_PKEY_free) {}
  // RFC 8032 5.1.5: the 32 bytes that the key is made of.
  explicit Ed25519Signer(std::string_view secret)
      : key_(
            require(
                EVP_PKEY_new_raw_private_key(
                    EVP_PKEY_ED25519, nullptr, bytes_of(secret), secret.size()
                ),
                "private key"
            ),
            EVP_PKEY_free
        ) {}

  std::string public_bytes() const {
    std::string bytes(32, '\0');
    std::size_t size = bytes.size();
    require(EVP_PKEY_get_raw_public_key(key_.get(), bytes_of(bytes), &size), "public key");
    return bytes;
  }

  std::string sign(std::string_view message) const {
    const DigestContext context(require(EVP_MD_CTX_new(), "EVP_MD_CTX_new"));
    require(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()), "init");
    std::string signature(64, '\0');
    std::size_t size = signature.size();
    require(
        EVP_DigestSign(
            context.get(), bytes_of(signature), &size, bytes_of(message), message.size()
        ),
        "sign"
    );
    return signature;
  }

 private:
  std::shared_ptr<EVP_PKEY> key_;
};

}  // namespace daemun::crypto::test

#endif
