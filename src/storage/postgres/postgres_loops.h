// The connections of the loops: each loop that reads has one, kept for another loop when it ends.
// A thread makes them, since that takes time, and ends those whose server does not answer.
#ifndef DAEMUN_STORAGE_POSTGRES_POSTGRES_LOOPS_H
#define DAEMUN_STORAGE_POSTGRES_POSTGRES_LOOPS_H

#include "storage/postgres/postgres_link.h"
#include "storage/postgres/postgres_loop_reader.h"

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace daemun::storage {

struct LoopLimits {
  unsigned connections = 0;
  std::size_t calls = 0;  // that wait on one loop
};

class PostgresLoops {
 public:
  // Makes the first connection, and the others on demand.
  PostgresLoops(const std::string& url, LoopLimits limits);
  // The callers that wait get Unavailable, each on its loop.
  ~PostgresLoops();

  // The reader of the caller's loop; nothing while it has no connection, be it that one is being
  // made, that there is no server, or that other loops have all.
  PostgresLoopReader* find_reader(const Executor& loop);

 private:
  struct State;

  void run(PostgresLink& link);

  const LoopLimits limits_;
  const std::shared_ptr<State> state_;
  std::thread thread_;
};

}  // namespace daemun::storage

#endif
