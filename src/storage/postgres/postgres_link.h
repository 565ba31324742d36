// The connection of one worker thread, or those that it makes for others: made on demand, made
// again after a loss, with a pause that grows while the server is away. In that pause calls fail at
// once instead of waiting.
#ifndef DAEMUN_STORAGE_POSTGRES_POSTGRES_LINK_H
#define DAEMUN_STORAGE_POSTGRES_POSTGRES_LINK_H

#include "storage/postgres/postgres_connection.h"

#include <chrono>
#include <memory>
#include <string>

namespace daemun::storage {

class PostgresLink {
 public:
  PostgresLink(std::string url, PostgresConnection::Use use) : url_(std::move(url)), use_(use) {}

  // Throws ConnectionLost when there is no connection and none can be made now.
  PostgresConnection& get();
  // A connection for another to keep; nothing when none can be made now.
  std::unique_ptr<PostgresConnection> take();
  // After ConnectionLost: the next get() connects anew.
  void drop() { connection_.reset(); }

 private:
  const std::string url_;
  const PostgresConnection::Use use_;
  std::unique_ptr<PostgresConnection> connection_;
  std::chrono::milliseconds pause_{0};
  std::chrono::steady_clock::time_point next_attempt_{};
};

}  // namespace daemun::storage

#endif
