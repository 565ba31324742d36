#include "daemun/auth/web/recent_sessions.h"

#include <algorithm>
#include <utility>

namespace daemun::auth {

void RecentSessions::erase(const std::string& id) {
  const auto found = entries_.find(id);
  if (found == entries_.end()) return;
  const auto [first, last] = ends_.equal_range(found->second.until);
  const auto end = std::find_if(first, last, [&](const auto& entry) { return entry.second == id; });
  if (end != last) ends_.erase(end);
  entries_.erase(found);
}

void RecentSessions::insert(const std::string& id, std::optional<Session> session, TimePoint now) {
  erase(id);
  while (!ends_.empty() && (ends_.begin()->first <= now || entries_.size() >= policy_.max_sessions)
  ) {
    entries_.erase(ends_.begin()->second);
    ends_.erase(ends_.begin());
  }
  const TimePoint until = now + policy_.keep;
  entries_.emplace(id, Entry{.session = std::move(session), .until = until});
  ends_.emplace(until, id);
}

bool RecentSessions::store(const Session& session, TimePoint now) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(session.id);
  if (found != entries_.end() && !found->second.session && now < found->second.until) return false;
  insert(session.id, session, now);
  return true;
}

Session RecentSessions::newest(Session session, TimePoint now) const {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(session.id);
  if (found == entries_.end() || found->second.until <= now) return session;
  if (!found->second.session) return session;
  const Session& recent = *found->second.session;
  if (recent.generation == session.generation) {
    session.grants.insert(recent.grants.begin(), recent.grants.end());
  }
  if (recent.generation <= session.generation) return session;
  const TimePoint seen_at = std::max(recent.seen_at, session.seen_at);
  session = recent;
  session.seen_at = seen_at;
  return session;
}

void RecentSessions::remove(const std::string& id) {
  const std::lock_guard lock(mutex_);
  erase(id);
}

void RecentSessions::end(const std::string& id, TimePoint now) {
  const std::lock_guard lock(mutex_);
  insert(id, std::nullopt, now);
}

}  // namespace daemun::auth
