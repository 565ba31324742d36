// Facts about tokens by their SHA-256: a bounded number of entries, those that were used last.
#ifndef DAEMUN_AUTH_WEB_TOKEN_CACHE_H
#define DAEMUN_AUTH_WEB_TOKEN_CACHE_H

#include "base/clock.h"

#include <cstddef>
#include <iterator>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace daemun::auth {

// Callable from any thread. Value should be cheap to copy.
template <typename Value>
class TokenCache {
 public:
  explicit TokenCache(std::size_t max_entries) : max_entries_(max_entries) {}

  // Nothing from `until` on.
  std::optional<Value> find(std::string_view key, TimePoint now) {
    const std::lock_guard lock(mutex_);
    const auto place = places_.find(key);
    if (place == places_.end()) return std::nullopt;
    if (now >= place->second->until) {
      remove(place);
      return std::nullopt;
    }
    entries_.splice(entries_.begin(), entries_, place->second);
    return place->second->value;
  }

  void insert(std::string key, Value value, TimePoint until) {
    const std::lock_guard lock(mutex_);
    if (max_entries_ == 0) return;
    const auto place = places_.find(key);
    if (place != places_.end()) {
      remove(place);
    } else if (entries_.size() >= max_entries_) {
      remove(places_.find(entries_.back().key));
    }
    entries_.push_front({.key = std::move(key), .value = std::move(value), .until = until});
    places_.emplace(entries_.front().key, entries_.begin());
  }

 private:
  struct Entry {
    std::string key;
    Value value;
    TimePoint until;
  };
  // Of the entries' own keys. A tree: strangers choose tokens, and a hash table could be made slow.
  using Places = std::map<std::string_view, typename std::list<Entry>::iterator>;

  void remove(typename Places::iterator place) {
    const auto entry = place->second;
    places_.erase(place);
    entries_.erase(entry);
  }

  const std::size_t max_entries_;
  std::mutex mutex_;
  std::list<Entry> entries_;
  Places places_;
};

}  // namespace daemun::auth

#endif
