#include "storage/journal.h"

#include "base/log.h"
#include "base/unavailable.h"
#include "domain/network.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace daemun::storage {
namespace {

// Plans in one transaction.
constexpr std::size_t chunk = 250;
constexpr std::size_t seen_slots = 65'536;
// From one flush to the next, which is a second.
constexpr std::size_t max_refusals = 200;
// For one network: more would add nothing but size.
constexpr int max_refusals_a_minute = 60;

std::uint64_t hash_of(const UserId& user, Day day) {
  constexpr std::uint64_t odd = 0x9e3779b97f4a7c15;  // spreads the days over all bits
  return std::hash<std::string>()(user.value()) ^ (static_cast<std::uint64_t>(day) * odd);
}

}  // namespace

Journal::Journal(Database& database, TenantId tenant, std::size_t limit)
    : database_(database),
      logs_(database, tenant),
      activity_(database, tenant),
      limit_(limit),
      refusals_of_networks_({.per_minute = max_refusals_a_minute}),
      seen_(seen_slots) {}

void Journal::write(const AuditEvent& event) {
  if (!event.is_success) {
    const std::lock_guard lock(mutex_);
    const bool is_too_much = refusals_ >= max_refusals ||
                             refusals_of_networks_.take(network_of(event.ip), event.created_at);
    if (is_too_much) {
      ++dropped_;
      return;
    }
    ++refusals_;
  }
  Plan plan;
  plan.add(logs_.insert(event));
  push(std::move(plan));
}

void Journal::note_presence(const UserId& user, TimePoint now) {
  const Day day = day_of(now);
  const auto hash = hash_of(user, day);
  auto& slot = seen_[hash % seen_slots];
  if (slot.exchange(hash, std::memory_order_relaxed) == hash) return;
  push(activity_.note(user, day));
}

Task<void> Journal::flush() {
  std::size_t left = start_flush();
  while (left > 0) {
    auto plans = take(std::min(left, chunk));
    if (plans.empty()) co_return;
    left -= plans.size();
    bool is_away = false;
    try {
      co_await commit_all(plans);
    } catch (const Unavailable&) {
      is_away = true;
    }
    if (is_away) {
      // Lines that were committed after all are refused the next time: their ids are taken.
      put_back(std::move(plans));
      throw Unavailable("the journal could not be written");
    }
  }
}

Task<void> Journal::commit_all(std::vector<Plan> plans) {
  Plan whole;
  for (const auto& plan : plans)
    whole.add(plan);
  const auto all = co_await commit(std::move(whole));
  if (all == Verdict::done) co_return;
  // One of them tells of something that is gone meanwhile; it must not take the others with it.
  for (auto& plan : plans) {
    const auto verdict = co_await commit(std::move(plan));
    if (verdict == Verdict::refused) log_warning("journal.line_refused");
  }
}

Task<Journal::Verdict> Journal::commit(Plan plan) {
  try {
    const auto committed = co_await database_.commit(std::move(plan.leave_unsynced()));
    co_return committed ? Verdict::done : Verdict::refused;
  } catch (const Unavailable&) {
    throw;
  } catch (const std::exception& error) {
    log_warning("journal.refused", {{"reason", error.what()}});
  }
  co_return Verdict::refused;
}

std::size_t Journal::start_flush() {
  const std::lock_guard lock(mutex_);
  refusals_ = 0;
  return plans_.size();
}

Journal::Counters Journal::counters() const {
  const std::lock_guard lock(mutex_);
  return {.waiting = plans_.size(), .dropped = dropped_};
}

void Journal::push(Plan plan) {
  const std::lock_guard lock(mutex_);
  if (plans_.size() >= limit_) {
    ++dropped_;
    return;
  }
  plans_.push_back(std::move(plan));
}

std::vector<Plan> Journal::take(std::size_t limit) {
  const std::lock_guard lock(mutex_);
  const auto count = std::min(limit, plans_.size());
  const auto end = plans_.begin() + static_cast<std::ptrdiff_t>(count);
  std::vector<Plan> taken(std::make_move_iterator(plans_.begin()), std::make_move_iterator(end));
  plans_.erase(plans_.begin(), end);
  return taken;
}

void Journal::put_back(std::vector<Plan> plans) {
  const std::lock_guard lock(mutex_);
  plans_.insert(
      plans_.begin(), std::make_move_iterator(plans.begin()), std::make_move_iterator(plans.end())
  );
}

}  // namespace daemun::storage
