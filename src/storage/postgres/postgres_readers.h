// The threads that read: each takes its share of the waiting queries and sends them in one round
// trip.
#ifndef DAEMUN_STORAGE_POSTGRES_POSTGRES_READERS_H
#define DAEMUN_STORAGE_POSTGRES_POSTGRES_READERS_H

#include "storage/calls.h"
#include "storage/postgres/postgres_link.h"

#include <string>
#include <thread>
#include <vector>

namespace daemun::storage {

class PostgresReaders {
 public:
  // Connects on demand.
  PostgresReaders(const std::string& url, unsigned threads, std::size_t queue_limit);
  // Finishes the queries in hand; what waits in the queue fails with Unavailable.
  ~PostgresReaders();

  ReadQueue& queue() { return queue_; }

 private:
  void run(const std::string& url);

  const unsigned workers_;
  ReadQueue queue_;
  std::vector<std::thread> threads_;
};

}  // namespace daemun::storage

#endif
