#include "daemun/auth/session/memory_store.h"

#include <stdexcept>
#include <vector>

namespace daemun::auth {

bool MemoryStore::Names::take(
    const std::string& name, Holder holder, TimePoint now, std::size_t max
) {
  remove_expired(now);
  if (holders.contains(name)) return false;
  if (holder.until <= now) return true;
  if (holders.size() >= max) throw std::runtime_error("the memory store is full of names");
  by_expiry.emplace(holder.until, name);
  holders.emplace(name, std::move(holder));
  return true;
}

void MemoryStore::Names::give_back(const std::string& name, const std::string& owner) {
  const auto found = holders.find(name);
  if (found == holders.end() || found->second.owner != owner) return;
  by_expiry.erase({found->second.until, name});
  holders.erase(found);
}

void MemoryStore::Names::remove_expired(TimePoint now) {
  while (!by_expiry.empty() && by_expiry.begin()->first <= now) {
    holders.erase(by_expiry.begin()->second);
    by_expiry.erase(by_expiry.begin());
  }
}

MemoryStore::MemoryStore(MemoryStoreSettings settings) : settings_(settings) {
  if (settings_.max_sessions == 0 || settings_.max_names == 0) {
    throw std::invalid_argument("the memory store needs room");
  }
}

StoredSession* MemoryStore::living(const std::string& key, TimePoint now) {
  const auto found = sessions_.find(key);
  if (found == sessions_.end() || found->second.expires_at <= now) return nullptr;
  return &found->second;
}

void MemoryStore::put(const std::string& key, StoredSession session) {
  drop(key);
  if (sessions_.size() >= settings_.max_sessions && !by_expiry_.empty()) {
    drop(std::string(by_expiry_.begin()->second));
  }
  by_expiry_.emplace(session.expires_at, key);
  sessions_.emplace(key, std::move(session));
}

void MemoryStore::drop(const std::string& key) {
  const auto found = sessions_.find(key);
  if (found == sessions_.end()) return;
  by_expiry_.erase({found->second.expires_at, key});
  sessions_.erase(found);
}

void MemoryStore::drop_expired(TimePoint now) {
  while (!by_expiry_.empty() && by_expiry_.begin()->first <= now) {
    sessions_.erase(by_expiry_.begin()->second);
    by_expiry_.erase(by_expiry_.begin());
  }
}

// Looks at every session: such a logout is rare, and an index would cost every write.
void MemoryStore::drop_all_of(std::string StoredSession::*field, const std::string& value) {
  if (value.empty()) return;
  std::vector<std::string> keys;
  for (const auto& [key, session] : sessions_) {
    if (session.*field == value) keys.push_back(key);
  }
  for (const std::string& key : keys)
    drop(key);
}

std::optional<StoredSession> MemoryStore::find(const std::string& key, TimePoint now) {
  const std::lock_guard lock(mutex_);
  const StoredSession* session = living(key, now);
  if (session == nullptr) return std::nullopt;
  return *session;
}

SessionStore::Write MemoryStore::insert(
    const std::string& key, const StoredSession& session, TimePoint now
) {
  const std::lock_guard lock(mutex_);
  // First, so that no living session gives way to a dead one.
  drop_expired(now);
  if (sessions_.contains(key)) return Write::conflict;
  if (session.expires_at <= now) return Write::done;
  StoredSession stored = session;
  stored.version = 1;
  put(key, std::move(stored));
  return Write::done;
}

SessionStore::Write MemoryStore::update(
    const std::string& key, const StoredSession& session, TimePoint now
) {
  const std::lock_guard lock(mutex_);
  const StoredSession* held = living(key, now);
  if (held == nullptr || held->version != session.version) return Write::conflict;
  StoredSession stored = session;
  ++stored.version;
  put(key, std::move(stored));
  return Write::done;
}

void MemoryStore::remove(const std::string& key) {
  const std::lock_guard lock(mutex_);
  drop(key);
}

void MemoryStore::remove_of_user(const std::string& user_key) {
  const std::lock_guard lock(mutex_);
  drop_all_of(&StoredSession::user_key, user_key);
}

void MemoryStore::remove_of_provider_session(const std::string& provider_session_key) {
  const std::lock_guard lock(mutex_);
  drop_all_of(&StoredSession::provider_session_key, provider_session_key);
}

bool MemoryStore::try_lock(
    const std::string& name, const std::string& owner, TimePoint now, TimePoint until
) {
  const std::lock_guard lock(mutex_);
  return leases_.take(name, {.owner = owner, .until = until}, now, settings_.max_names);
}

void MemoryStore::unlock(const std::string& name, const std::string& owner) {
  const std::lock_guard lock(mutex_);
  leases_.give_back(name, owner);
}

Sighting MemoryStore::remember(const std::string& name, TimePoint now, TimePoint until) {
  const std::lock_guard lock(mutex_);
  const bool is_first =
      sightings_.take(name, {.owner = "", .until = until}, now, settings_.max_names);
  return is_first ? Sighting::first : Sighting::repeated;
}

void MemoryStore::remove_expired(TimePoint now) {
  const std::lock_guard lock(mutex_);
  drop_expired(now);
  leases_.remove_expired(now);
  sightings_.remove_expired(now);
}

}  // namespace daemun::auth
