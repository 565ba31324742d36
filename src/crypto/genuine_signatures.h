// The signatures that a key has been found to have made. What was genuine once stays so, whatever
// the time or the settings say; and checking an access token anew with each request would cost more
// than most requests.
#ifndef DAEMUN_CRYPTO_GENUINE_SIGNATURES_H
#define DAEMUN_CRYPTO_GENUINE_SIGNATURES_H

#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_set>

namespace daemun::crypto {

// Thread-safe. Entries are digests of a signature with what it signs, which nobody outside chooses.
class GenuineSignatures {
 public:
  // Keeps the `limit` entries that were used last, and at most as many others.
  explicit GenuineSignatures(std::size_t limit) : limit_(limit) {}

  bool has(const std::string& entry);
  void insert(std::string entry);

 private:
  using Entries = std::unordered_set<std::string>;

  Entries& newest_with_room();

  const std::size_t limit_;
  std::mutex mutex_;
  Entries newest_;
  Entries older_;
};

}  // namespace daemun::crypto

#endif
