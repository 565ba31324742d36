#include "storage/sqlite/checkpointer.h"

#include "base/log.h"

#include <sqlite3.h>

namespace daemun::storage {
namespace {

// Of 4 KiB each.
constexpr int checkpoint_pages = 1'000;
constexpr int truncate_pages = 16'000;

}  // namespace

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
    // The writer has started the log anew.
    if (pages < pages_at_last_run_) pages_at_last_run_ = 0;
    pages_ = pages;
    if (pages_ < pages_at_last_run_ + checkpoint_pages) return;
  }
  changed_.notify_all();
}

void Checkpointer::wait_while_truncating() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !truncating_; });
}

// The pages in the log when it is time to copy them, 0 when it is time to stop.
int Checkpointer::pending_checkpoint() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] {
    return stopping_ || pages_ >= pages_at_last_run_ + checkpoint_pages;
  });
  if (stopping_) return 0;
  pages_at_last_run_ = pages_;
  return pages_;
}

void Checkpointer::set_truncating(bool truncating) {
  {
    const std::lock_guard lock(mutex_);
    truncating_ = truncating;
  }
  changed_.notify_all();
}

void Checkpointer::checkpoint(int pages) {
  int code = sqlite3_wal_checkpoint_v2(
      connection_.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr
  );
  if (code == SQLITE_OK && pages >= truncate_pages) {
    // Only what was written since the line above is left to copy.
    set_truncating(true);
    code = sqlite3_wal_checkpoint_v2(
        connection_.handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr
    );
    set_truncating(false);
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
