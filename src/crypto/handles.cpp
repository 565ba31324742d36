#include "crypto/handles.h"

#include <openssl/err.h>

#include <array>
#include <stdexcept>

namespace daemun::crypto {

void throw_openssl_error(std::string_view what) {
  std::array<char, 256> reason{};
  ERR_error_string_n(ERR_get_error(), reason.data(), reason.size());
  ERR_clear_error();
  throw std::runtime_error(std::string(what) + ": " + reason.data());
}

void require(int result, std::string_view what) {
  if (result != 1) throw_openssl_error(what);
}

}  // namespace daemun::crypto
