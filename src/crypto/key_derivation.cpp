#include "crypto/key_derivation.h"

#include "crypto/handles.h"

#include <openssl/core_names.h>

#include <array>

namespace daemun::crypto {

namespace {

// The interface takes non-const pointers, and only reads.
OSSL_PARAM octets(const char* name, std::string_view bytes) {
  return OSSL_PARAM_construct_octet_string(
      name, const_cast<unsigned char*>(bytes_of(bytes)), bytes.size()
  );
}

}  // namespace

std::string derive_key(const Secret& secret, std::string_view info, std::size_t length) {
  // RFC 5869 2.2: without a salt it is zeros, which is what HMAC makes of an empty one.
  return derive_salted_key(secret, {}, info, length);
}

std::string derive_salted_key(
    const Secret& secret, std::string_view salt, std::string_view info, std::size_t length
) {
  static EVP_KDF* const hkdf = require(EVP_KDF_fetch(nullptr, "HKDF", nullptr), "HKDF");
  const KdfContext context(require(EVP_KDF_CTX_new(hkdf), "EVP_KDF_CTX_new"));
  std::string digest = "SHA256";
  const std::array<OSSL_PARAM, 5> params{
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), 0),
      octets(OSSL_KDF_PARAM_KEY, secret.reveal()),
      octets(OSSL_KDF_PARAM_SALT, salt),
      octets(OSSL_KDF_PARAM_INFO, info),
      OSSL_PARAM_construct_end(),
  };
  std::string key(length, '\0');
  require(EVP_KDF_derive(context.get(), bytes_of(key), length, params.data()), "EVP_KDF_derive");
  return key;
}

}  // namespace daemun::crypto
