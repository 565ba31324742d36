// Password hashes: our own (Argon2id as OWASP advises) and those that imported users bring. All of
// these calls take milliseconds of one core by design: run them in the pool for it, never on a
// loop.
#ifndef DAEMUN_CRYPTO_PASSWORD_HASH_H
#define DAEMUN_CRYPTO_PASSWORD_HASH_H

#include "base/secret.h"
#include "crypto/random.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace daemun::crypto {

// Longer passwords match nothing: their length would be the attacker's to choose.
inline constexpr std::size_t max_password_characters = 256;
inline constexpr std::size_t max_password_bytes = 1024;

// With Logto's names on the wire and in the database: "Argon2i", "Bcrypt", "MD5" ...
// `legacy` has its parameters in the stored text: crypto/legacy_password.h.
enum class PasswordAlgorithm { argon2i, argon2id, argon2d, bcrypt, md5, sha1, sha256, legacy };

std::string_view to_string(PasswordAlgorithm algorithm);
std::optional<PasswordAlgorithm> parse_password_algorithm(std::string_view name);

// Argon2id, 19 MiB, 2 passes, 1 lane, as a PHC string. The password is in normalisation form C
// (base/text.h); one that is too long is a bug of the caller and throws.
std::string hash_password(const Secret& password_nfc, Random& random);

// Any Argon2 hash in PHC form. False, without computing, for parameters that would cost more than
// 1 GiB or 4 GiB of passes: an import must not be able to stop the server.
[[nodiscard]] bool verify_password(const Secret& password, std::string_view phc);

// `stored` as Logto stores it: PHC, a bcrypt string, the digest in hex, or JSON.
[[nodiscard]] bool verify_password(
    PasswordAlgorithm algorithm, const Secret& password, std::string_view stored
);

// Why an imported hash can never be verified; nothing for a good one.
enum class HashProblem { malformed, unknown_algorithm, too_costly };
std::optional<HashProblem> find_hash_problem(PasswordAlgorithm algorithm, std::string_view stored);

// True unless the hash is Argon2id with today's parameters.
[[nodiscard]] bool needs_rehash(std::string_view phc);

// The hash of a password that nobody knows: checked for unknown users, so that an answer takes the
// same time (made once, at the first call).
const std::string& dummy_password_hash();

}  // namespace daemun::crypto

#endif
