#include "crypto/digest.h"

#include "crypto/handles.h"

#include <array>

namespace daemun::crypto {

namespace {

constexpr std::array<const char*, 5> names{"MD5", "SHA1", "SHA256", "SHA384", "SHA512"};

// Fetched once a process and never freed: threads may outlive static objects.
const EVP_MD* fetched(DigestAlgorithm algorithm) {
  static const auto digests = [] {
    std::array<const EVP_MD*, names.size()> made{};
    for (std::size_t i = 0; i < names.size(); ++i) {
      made[i] = require(EVP_MD_fetch(nullptr, names[i], nullptr), names[i]);
    }
    return made;
  }();
  return digests[static_cast<std::size_t>(algorithm)];
}

}  // namespace

std::string digest(DigestAlgorithm algorithm, std::string_view bytes) {
  thread_local const DigestContext context(require(EVP_MD_CTX_new(), "EVP_MD_CTX_new"));
  require(EVP_DigestInit_ex2(context.get(), fetched(algorithm), nullptr), "EVP_DigestInit_ex2");
  require(EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()), "EVP_DigestUpdate");
  std::array<unsigned char, EVP_MAX_MD_SIZE> out;
  unsigned size = 0;
  require(EVP_DigestFinal_ex(context.get(), out.data(), &size), "EVP_DigestFinal_ex");
  return std::string(reinterpret_cast<const char*>(out.data()), size);
}

}  // namespace daemun::crypto
