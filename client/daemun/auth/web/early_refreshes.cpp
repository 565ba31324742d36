#include "daemun/auth/web/early_refreshes.h"

namespace daemun::auth {

std::unique_ptr<EarlyRefreshes::Attempt> EarlyRefreshes::begin(std::string token, TimePoint now) {
  const std::lock_guard lock(mutex_);
  if (cools_until_ && now < *cools_until_) return nullptr;
  const auto refused = refused_until_.find(token);
  if (refused != refused_until_.end() && now < refused->second) return nullptr;
  if (!running_.empty() && now - *running_.begin() > policy_.patience) return nullptr;
  running_.insert(now);
  return std::make_unique<Attempt>(*this, std::move(token), now);
}

void EarlyRefreshes::Attempt::fail(TimePoint now) {
  const std::lock_guard lock(owner_.mutex_);
  owner_.cools_until_ = now + owner_.policy_.cool_down;
}

void EarlyRefreshes::Attempt::refuse(TimePoint now) {
  const std::lock_guard lock(owner_.mutex_);
  auto& refused = owner_.refused_until_;
  if (refused.size() >= owner_.policy_.max_refused) {
    std::erase_if(refused, [now](const auto& entry) { return entry.second <= now; });
  }
  if (refused.size() >= owner_.policy_.max_refused) refused.clear();
  refused[token_] = now + owner_.policy_.cool_down;
}

EarlyRefreshes::Attempt::~Attempt() {
  const std::lock_guard lock(owner_.mutex_);
  owner_.running_.erase(owner_.running_.find(begun_));
}

}  // namespace daemun::auth
