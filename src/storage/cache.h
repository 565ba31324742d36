// A bounded cache for settings that rarely change, shared by the loops of the server.
//
// A reader that misses takes a ticket, loads, and inserts with the ticket. When the value was
// dropped in between, the ticket is void and what was loaded before the change stays out:
//
//   auto application = co_await fill(cache, id, [this, id] { return applications_.find(id); });
#ifndef DAEMUN_STORAGE_CACHE_H
#define DAEMUN_STORAGE_CACHE_H

#include "base/task.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace daemun::storage {

template <typename Key, typename Value, typename Hash = std::hash<Key>>
class Cache {
 public:
  using Pointer = std::shared_ptr<const Value>;

  class Ticket {
    friend class Cache;
    explicit Ticket(std::uint64_t generation) : generation_(generation) {}
    std::uint64_t generation_;
  };

  // Holds at most `limit` values, at least one.
  explicit Cache(std::size_t limit) : limit_(limit == 0 ? 1 : limit) {}

  // The value, or null.
  Pointer find(const Key& key) {
    const std::lock_guard lock(mutex_);
    const auto found = slots_.find(key);
    if (found == slots_.end()) return nullptr;
    Slot& slot = ring_[found->second];
    slot.recently_used = true;
    return slot.value;
  }

  // To be taken before the value is loaded.
  Ticket ticket() const {
    const std::lock_guard lock(mutex_);
    return Ticket(generation_);
  }

  // Does nothing when anything was removed since the ticket was taken.
  void insert(Ticket ticket, const Key& key, Pointer value) {
    Pointer replaced;  // destroyed after the lock
    const std::lock_guard lock(mutex_);
    if (ticket.generation_ != generation_) return;
    Slot& slot = ring_[slot_for(key, replaced)];
    slot = {.key = key, .value = std::move(value), .recently_used = false};
  }

  // Call after the change is committed. Voids all tickets: which value a load under way is about is
  // not known here, and a load too many costs little.
  void remove(const Key& key) {
    Pointer removed;
    const std::lock_guard lock(mutex_);
    ++generation_;
    const auto found = slots_.find(key);
    if (found == slots_.end()) return;
    removed = std::move(ring_[found->second].value);
    free_.push_back(found->second);
    slots_.erase(found);
  }

  void clear() {
    std::vector<Slot> removed;
    const std::lock_guard lock(mutex_);
    ++generation_;
    slots_.clear();
    free_.clear();
    ring_.swap(removed);
    hand_ = 0;
  }

  std::size_t size() const {
    const std::lock_guard lock(mutex_);
    return slots_.size();
  }

 private:
  struct Slot {
    Key key{};
    Pointer value;
    bool recently_used = false;
  };

  // The slot of the key: its own, a new or freed one, or that of the value that has to go.
  std::size_t slot_for(const Key& key, Pointer& replaced) {
    if (const auto found = slots_.find(key); found != slots_.end()) {
      replaced = std::move(ring_[found->second].value);
      return found->second;
    }
    std::size_t index = ring_.size();
    if (!free_.empty()) {
      index = free_.back();
      free_.pop_back();
    } else if (ring_.size() < limit_) {
      ring_.emplace_back();
    } else {
      index = evict(replaced);
    }
    slots_.emplace(key, index);
    return index;
  }

  // The clock algorithm: the hand passes by what was used since its last round. All slots are
  // taken.
  std::size_t evict(Pointer& replaced) {
    while (std::exchange(ring_[hand_].recently_used, false))
      hand_ = (hand_ + 1) % ring_.size();
    const std::size_t index = hand_;
    hand_ = (hand_ + 1) % ring_.size();
    replaced = std::move(ring_[index].value);
    slots_.erase(ring_[index].key);
    return index;
  }

  const std::size_t limit_;
  mutable std::mutex mutex_;
  std::unordered_map<Key, std::size_t, Hash> slots_;
  std::vector<Slot> ring_;
  std::vector<std::size_t> free_;
  std::size_t hand_ = 0;
  std::uint64_t generation_ = 0;
};

template <typename Value>
std::shared_ptr<const Value> to_shared(Value value) {
  return std::make_shared<const Value>(std::move(value));
}

template <typename Value>
std::shared_ptr<const Value> to_shared(std::optional<Value> value) {
  return value ? to_shared(*std::move(value)) : nullptr;
}

// The value of the key, from the cache or else loaded, which gives a Task of a value or of an
// optional one. Null where there is none, which is not remembered.
template <typename Key, typename Value, typename Load>
Task<std::shared_ptr<const Value>> fill(Cache<Key, Value>& cache, Key key, Load load) {
  auto value = cache.find(key);
  if (value) co_return value;
  const auto ticket = cache.ticket();
  auto loaded = co_await load();
  value = to_shared(std::move(loaded));
  if (value) cache.insert(ticket, key, value);
  co_return value;
}

}  // namespace daemun::storage

#endif
