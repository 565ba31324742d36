#include "base/rate_table.h"

#include <algorithm>

namespace daemun {
namespace {

constexpr std::chrono::microseconds burst = std::chrono::minutes(1);

}  // namespace

std::optional<Milliseconds> RateTable::take(const std::string& party, TimePoint now) {
  if (limits_.per_minute == 0) return std::nullopt;
  const auto interval = burst / limits_.per_minute;
  const std::lock_guard lock(mutex_);
  auto& whole_at = find_or_add(party)->whole_at;
  // A clock that was set back must not shut anybody out for longer than a minute.
  const Microtime current(now);
  whole_at = std::clamp(whole_at, current, current + burst);
  const auto excess = whole_at + interval - (current + burst);
  if (excess.count() > 0) return std::chrono::ceil<Milliseconds>(excess);
  whole_at += interval;
  return std::nullopt;
}

void RateTable::give_back(const std::string& party) {
  if (limits_.per_minute == 0) return;
  const std::lock_guard lock(mutex_);
  const auto found = places_.find(party);
  if (found != places_.end()) found->second->whole_at -= burst / limits_.per_minute;
}

std::size_t RateTable::size() const {
  const std::lock_guard lock(mutex_);
  return entries_.size();
}

std::list<RateTable::Entry>::iterator RateTable::find_or_add(const std::string& party) {
  const auto found = places_.find(party);
  if (found != places_.end()) {
    entries_.splice(entries_.end(), entries_, found->second);
    return found->second;
  }
  if (entries_.size() >= limits_.parties) {
    places_.erase(entries_.front().party);
    entries_.pop_front();
  }
  const auto added = entries_.insert(entries_.end(), Entry{.party = party, .whole_at = {}});
  places_.emplace(party, added);
  return added;
}

}  // namespace daemun
