// One connection to PostgreSQL in libpq's pipeline mode, used by one thread at a time: many
// statements in one round trip, each prepared once. A worker thread waits for its answers with
// run(); a loop sends, watches the descriptor, receives and takes one answer after the other.
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

// The server ends a statement after call_deadline; a silence longer than this is a dead server.
inline constexpr std::chrono::milliseconds silence_limit =
    call_deadline + std::chrono::milliseconds(500);

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

PostgresCommand to_command(const Query& query);

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

  // The same without waiting. All throw ConnectionLost.
  // Sends a batch, or as much of it as the socket takes: the rest goes out with flush().
  void send(std::span<const PostgresCommand> commands);
  // Whether all has been sent; if not, the socket takes more when it is writable.
  enum class Sent { all, part };
  Sent flush();
  // Reads what has arrived.
  void receive();
  // What comes next of what has arrived: the answer to the next command, the end of a batch, or
  // nothing yet.
  enum class Next { nothing, answer, end_of_batch };
  Next next(PostgresAnswer& answer);
  int descriptor() const { return PQsocket(handle_.get()); }
  bool owes_nothing() const { return expected_.empty(); }

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
  // A result that the server owes: of a preparation, of the command itself, of a batch's end.
  struct Expected {
    enum class Kind { preparation, command, end_of_batch } kind;
    const char* text = nullptr;  // of the command; null: not prepared
  };

  void connect(const std::string& url, Instant give_up_at);
  void set_up_session(Use use);
  void send(const PostgresCommand& command);
  void send_once(const PostgresCommand& command);
  std::shared_ptr<const ColumnNames> columns_of(const char* text, const PGresult* result);
  void take(const Expected& owed, const PGresult* result);
  ResultPointer next_result();
  void wait_for_answer(Instant give_up_at);
  void wait_for_socket(short events, Instant give_up_at);
  [[noreturn]] void lose(ConnectionLost::Cause cause = ConnectionLost::Cause::closed);

  std::unique_ptr<PGconn, Finish> handle_;
  std::unordered_map<const char*, Prepared> prepared_;  // by Sql::text
  std::deque<Expected> expected_;
  bool awaits_end_of_results_ = false;  // of the first that is expected
  PostgresAnswer answer_;               // to the command that is being answered
  unsigned last_name_ = 0;
};

}  // namespace daemun::storage

#endif
