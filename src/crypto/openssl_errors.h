// For callers of libraries that use OpenSSL themselves.
#ifndef DAEMUN_CRYPTO_OPENSSL_ERRORS_H
#define DAEMUN_CRYPTO_OPENSSL_ERRORS_H

namespace daemun::crypto {

// Empties this thread's queue of errors: TLS on the same thread would take one for its own.
void forget_openssl_errors() noexcept;

}  // namespace daemun::crypto

#endif
