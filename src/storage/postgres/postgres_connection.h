// One connection to PostgreSQL in libpq's pipeline mode, used by one thread: many statements in one
// round trip, each prepared once.
#ifndef DAEMUN_STORAGE_POSTGRES_POSTGRES_CONNECTION_H
#define DAEMUN_STORAGE_POSTGRES_POSTGRES_CONNECTION_H

#include "storage/calls.h"
#include "storage/sql.h"

#include <libpq-fe.h>

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

namespace daemun::storage {

// The connection is of no use any more; what was sent may or may not have been done.
struct ConnectionLost : std::runtime_error {
  enum class Cause { closed, timeout };
  ConnectionLost(Cause why, const std::string& message) : std::runtime_error(message), cause(why) {}

  Cause cause;
};

// The server's error about a statement. Never its DETAIL: that quotes values.
struct PostgresError {
  std::string sqlstate;
  std::string message;
  std::string constraint;
};

// The constraint that a statement broke; nothing for another error.
std::optional<Conflict> to_conflict(const PostgresError& error);
// Another transaction was in the way (serialization failure, deadlock): the same again may succeed.
bool is_contention(const PostgresError& error);
// The caller of read() or commit() gets it as Unavailable for the state of the server,
// std::runtime_error for a wrong statement.
CallFailure to_failure(const PostgresError& error);

struct PostgresCommand {
  const char* text;  // as Sql::text: its address names the prepared statement
  const std::vector<SqlValue>* parameters;
  enum class Lifetime { kept, once } lifetime = Lifetime::kept;  // once: not prepared
};

struct PostgresAnswer {
  enum class State { done, failed, skipped };  // skipped: an earlier command failed
  State state = State::skipped;
  Rows rows;
  std::size_t count = 0;  // rows changed or returned
  std::string tag;        // "UPDATE 1", "COMMIT"
  PostgresError error;
};

// Throws std::runtime_error for a URL that libpq cannot read, never with text of it: a badly
// encoded password may be in any part.
void require_postgres_url(const std::string& url);

class PostgresConnection {
 public:
  enum class Use { read_only, read_write };

  // Throws ConnectionLost when the server is not there within `timeout`.
  PostgresConnection(const std::string& url, Use use, std::chrono::milliseconds timeout);

  // Sends the commands at once and waits for all answers. After a failed one the rest is skipped.
  std::vector<PostgresAnswer> run(std::span<const PostgresCommand> commands);

 private:
  struct Finish {
    void operator()(PGconn* connection) const { PQfinish(connection); }
  };
  struct Clear {
    void operator()(PGresult* result) const { PQclear(result); }
  };
  using ResultPointer = std::unique_ptr<PGresult, Clear>;
  using Instant = std::chrono::steady_clock::time_point;
  struct Prepared {
    std::string name;  // on the server
    std::shared_ptr<const ColumnNames> columns{};
  };
  // A result that the server owes: of a preparation, or of the command itself.
  struct Expected {
    enum class Kind { preparation, command } kind;
    std::size_t index;
  };

  void connect(const std::string& url, Instant give_up_at);
  void set_up_session(Use use);
  void send(const PostgresCommand& command, std::size_t index, std::deque<Expected>& expected);
  void send_once(const PostgresCommand& command);
  std::shared_ptr<const ColumnNames> columns_of(
      const PostgresCommand& command, const PGresult* result
  );
  void take(const Expected& next, const PostgresCommand& command, PostgresAnswer& answer);
  ResultPointer next_result();
  void expect_end_of_results();
  void wait_for_socket(short events, Instant give_up_at);
  [[noreturn]] void lose(ConnectionLost::Cause cause = ConnectionLost::Cause::closed);

  std::unique_ptr<PGconn, Finish> handle_;
  std::unordered_map<const char*, Prepared> prepared_;  // by Sql::text
  unsigned last_name_ = 0;
};

}  // namespace daemun::storage

#endif
