// Argon2id with our parameters, in memory of its own: huge pages that go back to the system after
// each hash. As fast as memory that a thread keeps (24 ms a hash both ways, 31 ms with new pages of
// 4 KiB), and an idle server holds none of the 19 MiB a thread.
#ifndef DAEMUN_CRYPTO_ARGON2ID_H
#define DAEMUN_CRYPTO_ARGON2ID_H

#include "base/secret.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace daemun::crypto {

// OWASP Password Storage Cheat Sheet: Argon2id, 19 MiB, t = 2, p = 1.
inline constexpr std::uint32_t argon2id_memory_kib = 19456;
inline constexpr std::uint32_t argon2id_passes = 2;
inline constexpr std::uint32_t argon2id_lanes = 1;
inline constexpr std::size_t argon2id_salt_size = 16;
inline constexpr std::size_t argon2id_hash_size = 32;

// The hash itself, version 19. Throws std::runtime_error when there is no memory.
std::string argon2id(const Secret& password, std::string_view salt);

}  // namespace daemun::crypto

#endif
