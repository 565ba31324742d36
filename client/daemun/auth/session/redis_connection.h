// Connections to one Redis server: the only file here that knows hiredis.
#ifndef DAEMUN_AUTH_SESSION_REDIS_CONNECTION_H
#define DAEMUN_AUTH_SESSION_REDIS_CONNECTION_H

#include "base/clock.h"
#include "base/secret.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

struct redisContext;

namespace daemun::auth {

struct RedisAddress {
  std::string host = "127.0.0.1";
  int port = 6379;
  // When there is one, host and port are not looked at.
  std::string unix_socket{};
  // Of an ACL; empty for the default user.
  std::string username{};
  // Empty: no AUTH is sent.
  Secret password{};
  int database = 0;
  Milliseconds connect_timeout{2'000};
  // For a command to be sent, and for its answer to come.
  Milliseconds command_timeout{2'000};
  // After a wait that timed out, other requests fail at once for this long. Then one tries again.
  Milliseconds cool_down{1'000};
};

// An integer, a text, nil, or a flat list of texts in which nil is empty.
using RedisReply =
    std::variant<std::monostate, std::int64_t, std::string, std::vector<std::string>>;

// An answer that is an error. Only its first word is kept: what follows may repeat the command.
struct RedisRefusal {
  std::string code{};
};

// For any number of threads, each of which has a connection of its own while its command runs. A
// connection that failed is closed, and so are those that lie idle; the next command makes a new
// one.
class RedisConnections {
 public:
  // Throws std::invalid_argument for an address or a time that cannot be.
  explicit RedisConnections(RedisAddress address);
  ~RedisConnections();

  // Throws std::runtime_error when the server does not answer, or not as Redis would. Is never sent
  // twice: whoever calls does not know whether the server has done it.
  std::variant<RedisReply, RedisRefusal> send(const std::vector<std::string>& command);

 private:
  struct Free {
    void operator()(redisContext* context) const;
  };
  using Connection = std::unique_ptr<redisContext, Free>;

  using SteadyTime = std::chrono::steady_clock::time_point;

  Connection take();
  void give_back(Connection connection);
  Connection connect() const;
  void begin();
  void end_well();
  void end_badly(SteadyTime begun);

  const RedisAddress address_;
  std::mutex mutex_;
  std::vector<Connection> idle_;
  // While the server lets people wait in vain.
  std::optional<SteadyTime> retry_at_;
  bool is_trying_ = false;
};

}  // namespace daemun::auth

#endif
