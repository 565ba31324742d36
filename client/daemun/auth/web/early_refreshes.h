// Whether to ask a provider for a new token while the old one is still good. A provider that does
// not answer, or answers slowly, is left alone for a while: nobody needs to wait for it yet. A
// token that it does not renew is left alone by itself.
#ifndef DAEMUN_AUTH_WEB_EARLY_REFRESHES_H
#define DAEMUN_AUTH_WEB_EARLY_REFRESHES_H

#include "base/clock.h"

#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

namespace daemun::auth {

struct EarlyRefreshPolicy {
  // After a failed attempt.
  Seconds cool_down{5};
  // While an attempt takes longer than this, no other begins.
  Seconds patience{2};
  // How many refused tokens are remembered.
  std::size_t max_refused = 4096;
};

// Callable from any thread; must outlive its attempts.
class EarlyRefreshes {
 public:
  explicit EarlyRefreshes(EarlyRefreshPolicy policy = {}) : policy_(policy) {}

  // One attempt; it ends with its object.
  class Attempt {
   public:
    Attempt(EarlyRefreshes& owner, std::string token, TimePoint begun)
        : owner_(owner), token_(std::move(token)), begun_(begun) {}
    ~Attempt();
    Attempt(const Attempt&) = delete;
    Attempt& operator=(const Attempt&) = delete;

    // The provider does not answer, or not now.
    void fail(TimePoint now);
    // The token was not renewed; that says nothing of others.
    void refuse(TimePoint now);

   private:
    EarlyRefreshes& owner_;
    const std::string token_;
    const TimePoint begun_;
  };

  // Null when this is not the time for it. `token` names what is to be renewed: the session and the
  // target.
  std::unique_ptr<Attempt> begin(std::string token, TimePoint now);

 private:
  const EarlyRefreshPolicy policy_;
  std::mutex mutex_;
  std::multiset<TimePoint> running_;
  std::optional<TimePoint> cools_until_;
  std::unordered_map<std::string, TimePoint> refused_until_;
};

}  // namespace daemun::auth

#endif
