#include "crypto/openssl_errors.h"

#include <openssl/err.h>

namespace daemun::crypto {

void forget_openssl_errors() noexcept {
  ERR_clear_error();
}

}  // namespace daemun::crypto
