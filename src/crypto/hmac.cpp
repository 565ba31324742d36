#include "crypto/hmac.h"

#include "crypto/handles.h"

#include <openssl/core_names.h>

#include <array>

namespace daemun::crypto {

namespace {

MacContext make_context(const char* digest) {
  static EVP_MAC* const hmac = require(EVP_MAC_fetch(nullptr, "HMAC", nullptr), "HMAC");
  MacContext context(require(EVP_MAC_CTX_new(hmac), "EVP_MAC_CTX_new"));
  // The interface takes char*, and only reads it.
  const std::array<OSSL_PARAM, 2> params{
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, const_cast<char*>(digest), 0),
      OSSL_PARAM_construct_end(),
  };
  require(EVP_MAC_CTX_set_params(context.get(), params.data()), "EVP_MAC_CTX_set_params");
  return context;
}

std::string compute(EVP_MAC_CTX* context, std::string_view key, std::string_view bytes) {
  require(EVP_MAC_init(context, bytes_of(key), key.size(), nullptr), "EVP_MAC_init");
  require(EVP_MAC_update(context, bytes_of(bytes), bytes.size()), "EVP_MAC_update");
  std::array<unsigned char, EVP_MAX_MD_SIZE> out;
  std::size_t size = 0;
  require(EVP_MAC_final(context, out.data(), &size, out.size()), "EVP_MAC_final");
  return std::string(reinterpret_cast<const char*>(out.data()), size);
}

}  // namespace

std::string hmac_sha256(std::string_view key, std::string_view bytes) {
  thread_local const MacContext context = make_context("SHA256");
  return compute(context.get(), key, bytes);
}

std::string hmac_sha384(std::string_view key, std::string_view bytes) {
  thread_local const MacContext context = make_context("SHA384");
  return compute(context.get(), key, bytes);
}

std::string hmac_sha512(std::string_view key, std::string_view bytes) {
  thread_local const MacContext context = make_context("SHA512");
  return compute(context.get(), key, bytes);
}

std::string hmac_sha1(std::string_view key, std::string_view bytes) {
  thread_local const MacContext context = make_context("SHA1");
  return compute(context.get(), key, bytes);
}

}  // namespace daemun::crypto
