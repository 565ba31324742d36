// Rows that no answer waits for: lines of the audit log about requests that change nothing but a
// sign-in dialogue, and the users who are active today. A job commits them within a second, and the
// end of the process commits the rest. So a token for a machine costs no write on its way, and a
// step of a dialogue two pages instead of eight; a crash may lose the last second of these lines.
//
// An attempt to prove something, and a request that changes an account, a session, a grant or a
// setting, have their line in the plan of the change, and not here.
#ifndef DAEMUN_STORAGE_JOURNAL_H
#define DAEMUN_STORAGE_JOURNAL_H

#include "base/rate_table.h"
#include "domain/audit_event.h"
#include "storage/activity_store.h"
#include "storage/database.h"
#include "storage/log_store.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <vector>

namespace daemun::storage {

class Journal {
 public:
  // Keeps a reference. Holds at most `limit` plans.
  Journal(Database& database, TenantId tenant, std::size_t limit = 20'000);
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  // Both never wait. When the journal is full, because the database is away or too slow, they drop
  // and count what they are given. Of refusals a flush takes a few hundred and no more: anybody can
  // cause them, who must not be able to fill the disk.
  void write(const AuditEvent& event);
  // Costs a look into memory, except for the first time of the day.
  void note_presence(const UserId& user, TimePoint now);

  // Commits what has been written before the call. Throws Unavailable when the database is away,
  // and keeps what is left. One caller at a time.
  Task<void> flush();

  struct Counters {
    std::uint64_t waiting = 0;
    std::uint64_t dropped = 0;
  };
  Counters counters() const;

 private:
  void push(Plan plan);
  // How many plans there are.
  std::size_t start_flush();
  std::vector<Plan> take(std::size_t limit);
  void put_back(std::vector<Plan> plans);
  enum class Verdict { done, refused };
  // Throws Unavailable; anything else that is wrong is `refused`.
  Task<Verdict> commit(Plan plan);
  Task<void> commit_all(std::vector<Plan> plans);

  Database& database_;
  const LogStore logs_;
  const ActivityStore activity_;
  const std::size_t limit_;
  mutable std::mutex mutex_;
  std::deque<Plan> plans_;
  std::uint64_t dropped_ = 0;
  std::size_t refusals_ = 0;  // since the last flush
  RateTable refusals_of_networks_;
  // Hashes of user and day that have been noted. A user whom another one has pushed out is noted
  // again, which changes nothing.
  std::vector<std::atomic<std::uint64_t>> seen_;
};

}  // namespace daemun::storage

#endif
