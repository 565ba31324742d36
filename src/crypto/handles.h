// Owners of OpenSSL's objects, for the .cpp files of this module only.
#ifndef DAEMUN_CRYPTO_HANDLES_H
#define DAEMUN_CRYPTO_HANDLES_H

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/param_build.h>

#include <memory>
#include <string>
#include <string_view>

namespace daemun::crypto {

template <auto Free>
struct Freeing {
  template <typename T>
  void operator()(T* object) const noexcept {
    Free(object);
  }
};

using DigestContext = std::unique_ptr<EVP_MD_CTX, Freeing<EVP_MD_CTX_free>>;
using MacContext = std::unique_ptr<EVP_MAC_CTX, Freeing<EVP_MAC_CTX_free>>;
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, Freeing<EVP_CIPHER_CTX_free>>;
using KdfContext = std::unique_ptr<EVP_KDF_CTX, Freeing<EVP_KDF_CTX_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freeing<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freeing<EVP_PKEY_CTX_free>>;
using Bio = std::unique_ptr<BIO, Freeing<BIO_free>>;
using BigNumber = std::unique_ptr<BIGNUM, Freeing<BN_free>>;
using SecretNumber = std::unique_ptr<BIGNUM, Freeing<BN_clear_free>>;
using ParamBuilder = std::unique_ptr<OSSL_PARAM_BLD, Freeing<OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, Freeing<OSSL_PARAM_free>>;

// Throws std::runtime_error with OpenSSL's reason and empties its error queue: TLS on this thread
// must not find our error there.
[[noreturn]] void throw_openssl_error(std::string_view what);

// For calls that return 1 on success and a pointer or null.
void require(int result, std::string_view what);
template <typename T>
T* require(T* object, std::string_view what) {
  if (object == nullptr) throw_openssl_error(what);
  return object;
}

inline const unsigned char* bytes_of(std::string_view text) {
  // Some calls read a null pointer as "keep the old value" even with length 0.
  static constexpr unsigned char nothing = 0;
  return text.empty() ? &nothing : reinterpret_cast<const unsigned char*>(text.data());
}
inline unsigned char* bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

}  // namespace daemun::crypto

#endif
