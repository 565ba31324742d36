// The rows of a table of domains: 6 bytes of a hash each, sorted. The tool that makes the embedded
// table at build time uses the same functions.
#ifndef DAEMUN_DOMAIN_DISPOSABLE_HASH_H
#define DAEMUN_DOMAIN_DISPOSABLE_HASH_H

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace daemun {

inline constexpr std::size_t disposable_hash_bytes = 6;

// FNV-1a of 64 bits and the finish of MurmurHash3, for FNV leaves the upper bits of short texts
// poorly mixed. Nobody gains by two domains with one hash, so it need not be a cryptographic one.
constexpr std::uint64_t disposable_hash(std::string_view domain) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : domain) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1099511628211ULL;
  }
  hash ^= hash >> 33;
  hash *= 0xff51afd7ed558ccdULL;
  hash ^= hash >> 33;
  return hash >> (64 - 8 * disposable_hash_bytes);
}

// Big endian, so that rows compare as their bytes do.
inline std::string make_disposable_table(std::vector<std::uint64_t> hashes) {
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  std::string table;
  table.reserve(hashes.size() * disposable_hash_bytes);
  for (const auto hash : hashes) {
    for (std::size_t i = disposable_hash_bytes; i > 0; --i)
      table += static_cast<char>(static_cast<unsigned char>(hash >> (8 * (i - 1))));
  }
  return table;
}

}  // namespace daemun

#endif
