#include "crypto/genuine_signatures.h"

#include <utility>

namespace daemun::crypto {

bool GenuineSignatures::has(const std::string& entry) {
  const std::lock_guard lock(mutex_);
  if (newest_.contains(entry)) return true;
  auto used_again = older_.extract(entry);
  if (used_again.empty()) return false;
  newest_with_room().insert(std::move(used_again));
  return true;
}

void GenuineSignatures::insert(std::string entry) {
  const std::lock_guard lock(mutex_);
  newest_with_room().insert(std::move(entry));
}

GenuineSignatures::Entries& GenuineSignatures::newest_with_room() {
  if (newest_.size() >= limit_) {
    older_ = std::move(newest_);
    newest_.clear();
  }
  return newest_;
}

}  // namespace daemun::crypto
