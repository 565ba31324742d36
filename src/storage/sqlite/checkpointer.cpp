#include "storage/sqlite/checkpointer.h"

#include "base/log.h"

#include <sqlite3.h>

#include <algorithm>

namespace daemun::storage {
namespace {

// Of 4 KiB each.
constexpr int checkpoint_pages = 1'000;
constexpr int truncate_pages = 16'000;

}  // namespace

void CheckpointSchedule::log_has(int pages) {
  // The writer has started the log anew.
  if (pages < handled_) handled_ = 0;
  pages_ = pages;
}

bool CheckpointSchedule::is_due() const {
  return pages_ >= handled_ + checkpoint_pages;
}

void CheckpointSchedule::has_copied(int pages) {
  // A log that is shorter was started anew since.
  if (pages_ >= pages) handled_ = std::max(handled_, pages);
}

Checkpointer::Checkpointer(const std::string& path)
    : connection_(path, SqliteConnection::Use::read_write), thread_([this] { run(); }) {
  // A reader in the middle of a long query must not hold the writer up for long.
  sqlite3_busy_timeout(connection_.handle(), 100);
}

Checkpointer::~Checkpointer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Checkpointer::log_has(int pages) {
  {
    const std::lock_guard lock(mutex_);
    schedule_.log_has(pages);
    if (!schedule_.is_due()) return;
  }
  changed_.notify_all();
}

std::unique_lock<std::mutex> Checkpointer::hold_log() {
  return std::unique_lock(log_);
}

// The pages in the log when it is time to copy them, 0 when it is time to stop.
int Checkpointer::pending_checkpoint() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return stopping_ || schedule_.is_due(); });
  if (stopping_) return 0;
  schedule_.begin();
  return schedule_.pages();
}

void Checkpointer::checkpoint(int pages) {
  int copied = 0;
  int code = sqlite3_wal_checkpoint_v2(
      connection_.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, &copied
  );
  if (code == SQLITE_OK) {
    const std::lock_guard lock(mutex_);
    schedule_.has_copied(copied);
  }
  if (code == SQLITE_OK && pages >= truncate_pages) {
    // Only what was written since the line above is left to copy.
    const auto held = hold_log();
    code = sqlite3_wal_checkpoint_v2(
        connection_.handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr
    );
  }
  // Busy: a reader needs the log; the next run finds it gone.
  if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY) {
    log_error("sqlite_checkpoint_failed", {{"reason", sqlite3_errmsg(connection_.handle())}});
  }
}

void Checkpointer::run() {
  while (const int pages = pending_checkpoint())
    checkpoint(pages);
}

}  // namespace daemun::storage
