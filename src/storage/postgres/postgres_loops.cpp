#include "storage/postgres/postgres_loops.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace daemun::storage {
namespace {

constexpr std::chrono::seconds silence_check{1};

}  // namespace

// Shared with the loops, which may end after the database or at the same time. A reader is in the
// map as long as its loop is there.
struct PostgresLoops::State {
  explicit State(unsigned connections) : limit(connections) {}

  void end_loop(const void* loop);
  bool may_connect() const;
  void look_for_silence();

  const std::size_t limit;
  std::mutex mutex;
  std::condition_variable changed;
  std::map<const void*, std::shared_ptr<PostgresLoopReader>> readers;
  std::vector<std::unique_ptr<PostgresConnection>> idle;
  bool is_wanted = false;  // one more connection
  bool is_closed = false;
};

void PostgresLoops::State::end_loop(const void* loop) {
  std::unique_lock lock(mutex);
  const auto reader = readers.extract(loop);
  if (reader.empty()) return;
  lock.unlock();
  auto connection = reader.mapped()->release();
  lock.lock();
  if (connection && !is_closed) idle.push_back(std::move(connection));
}

bool PostgresLoops::State::may_connect() const {
  const auto connected = std::count_if(readers.begin(), readers.end(), [](const auto& entry) {
    return entry.second->is_connected();
  });
  return static_cast<std::size_t>(connected) + idle.size() < limit;
}

// The mutex keeps the loops from ending meanwhile.
void PostgresLoops::State::look_for_silence() {
  const auto oldest = std::chrono::steady_clock::now() - silence_limit;
  for (const auto& [key, reader] : readers) {
    const auto since = reader->silent_since();
    if (!since || *since >= oldest) continue;
    run_on(reader->loop(), [weak = std::weak_ptr(reader), oldest] {
      if (const auto silent = weak.lock()) silent->give_up(oldest);
    });
  }
}

PostgresLoops::PostgresLoops(const std::string& url, LoopLimits limits)
    : limits_(limits), state_(std::make_shared<State>(limits.connections)) {
  if (limits.connections == 0) return;
  auto link = std::make_unique<PostgresLink>(url, PostgresConnection::Use::read_only);
  if (auto connection = link->take()) state_->idle.push_back(std::move(connection));
  thread_ = std::thread([this, link = std::move(link)] { run(*link); });
}

PostgresLoops::~PostgresLoops() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->is_closed = true;
    for (auto& [key, reader] : state_->readers) {
      run_on(reader->loop(), [reader = reader] {
        reader->close(make_unavailable("the database is being closed"));
      });
    }
    state_->readers.clear();
  }
  state_->changed.notify_all();
  if (thread_.joinable()) thread_.join();
}

PostgresLoopReader* PostgresLoops::find_reader(const Executor& loop) {
  if (limits_.connections == 0) return nullptr;
  const void* key = &loop.context();
  const std::lock_guard lock(state_->mutex);
  auto& reader = state_->readers[key];
  if (!reader) {
    reader = std::make_shared<PostgresLoopReader>(loop, limits_.calls);
    at_end_of(loop, [weak = std::weak_ptr(state_), key] {
      if (const auto state = weak.lock()) state->end_loop(key);
    });
  }
  if (reader->is_connected()) return reader.get();
  if (!state_->idle.empty()) {
    auto connection = std::move(state_->idle.back());
    state_->idle.pop_back();
    reader->connect(std::move(connection));
    return reader.get();
  }
  if (!state_->is_wanted && state_->may_connect()) {
    state_->is_wanted = true;
    state_->changed.notify_all();
  }
  return nullptr;
}

void PostgresLoops::run(PostgresLink& link) {
  std::unique_lock lock(state_->mutex);
  while (!state_->is_closed) {
    const auto is_due = [this] { return state_->is_closed || state_->is_wanted; };
    state_->changed.wait_for(lock, silence_check, is_due);
    state_->look_for_silence();
    if (state_->is_closed || !std::exchange(state_->is_wanted, false)) continue;
    lock.unlock();
    auto connection = link.take();
    lock.lock();
    if (connection) state_->idle.push_back(std::move(connection));
  }
}

}  // namespace daemun::storage
