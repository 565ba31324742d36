// Whether to ask a provider for a new token while the old one is still good. A provider that does
// not answer, or answers slowly, is left alone for a while: nobody needs to wait for it yet.
#ifndef DAEMUN_AUTH_WEB_EARLY_REFRESHES_H
#define DAEMUN_AUTH_WEB_EARLY_REFRESHES_H

#include "base/clock.h"

#include <memory>
#include <mutex>
#include <optional>
#include <set>

namespace daemun::auth {

struct EarlyRefreshPolicy {
  // After a failed attempt.
  Seconds cool_down{5};
  // While an attempt takes longer than this, no other begins.
  Seconds patience{2};
};

// Callable from any thread; must outlive its attempts.
class EarlyRefreshes {
 public:
  explicit EarlyRefreshes(EarlyRefreshPolicy policy = {}) : policy_(policy) {}

  // One attempt; it ends with its object.
  class Attempt {
   public:
    Attempt(EarlyRefreshes& owner, TimePoint begun) : owner_(owner), begun_(begun) {}
    ~Attempt();
    Attempt(const Attempt&) = delete;
    Attempt& operator=(const Attempt&) = delete;

    void fail(TimePoint now);

   private:
    EarlyRefreshes& owner_;
    const TimePoint begun_;
  };

  // Null when this is not the time for it.
  std::unique_ptr<Attempt> begin(TimePoint now);

 private:
  const EarlyRefreshPolicy policy_;
  std::mutex mutex_;
  std::multiset<TimePoint> running_;
  std::optional<TimePoint> cools_until_;
};

}  // namespace daemun::auth

#endif
