// The newest tokens of sessions in cookies. A browser sends several requests with one cookie; while
// one of them refreshes the tokens, the others still carry the ones that are spent.
#ifndef DAEMUN_AUTH_WEB_RECENT_SESSIONS_H
#define DAEMUN_AUTH_WEB_RECENT_SESSIONS_H

#include "base/clock.h"
#include "daemun/auth/session/session.h"

#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace daemun::auth {

struct RecentPolicy {
  Seconds keep{5 * 60};
  // The oldest one makes room.
  std::size_t max_sessions = 4096;
};

// Callable from any thread.
class RecentSessions {
 public:
  explicit RecentSessions(RecentPolicy policy = {}) : policy_(policy) {}

  // False, and not stored, when the session has been ended here: what a refresh brings that was
  // under way at the sign-out is too late.
  bool store(const Session& session, TimePoint now);
  // The given one, or the one that took its place; with the grants that its cookie has no room for.
  Session newest(Session session, TimePoint now) const;
  void remove(const std::string& id);
  // Remembered for as long as tokens are.
  void end(const std::string& id, TimePoint now);

 private:
  struct Entry {
    std::optional<Session> session;  // nothing: it has been ended
    TimePoint until;
  };

  void erase(const std::string& id);
  void insert(const std::string& id, std::optional<Session> session, TimePoint now);

  const RecentPolicy policy_;
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Entry> entries_;
  // The keys of entries_, in the order in which they go.
  std::multimap<TimePoint, std::string> ends_;
};

}  // namespace daemun::auth

#endif
