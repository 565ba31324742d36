#include "daemun/auth/web/early_refreshes.h"

namespace daemun::auth {

std::unique_ptr<EarlyRefreshes::Attempt> EarlyRefreshes::begin(TimePoint now) {
  const std::lock_guard lock(mutex_);
  if (cools_until_ && now < *cools_until_) return nullptr;
  if (!running_.empty() && now - *running_.begin() > policy_.patience) return nullptr;
  running_.insert(now);
  return std::make_unique<Attempt>(*this, now);
}

void EarlyRefreshes::Attempt::fail(TimePoint now) {
  const std::lock_guard lock(owner_.mutex_);
  owner_.cools_until_ = now + owner_.policy_.cool_down;
}

EarlyRefreshes::Attempt::~Attempt() {
  const std::lock_guard lock(owner_.mutex_);
  owner_.running_.erase(owner_.running_.find(begun_));
}

}  // namespace daemun::auth
