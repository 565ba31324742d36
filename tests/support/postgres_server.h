// A private PostgreSQL 15 for tests: initdb in a temporary directory, a Unix socket, no TCP port.
// It runs as an unprivileged user when the tests run as root, which PostgreSQL refuses.
#ifndef DAEMUN_TESTS_SUPPORT_POSTGRES_SERVER_H
#define DAEMUN_TESTS_SUPPORT_POSTGRES_SERVER_H

#include <memory>
#include <string>
#include <sys/types.h>

namespace daemun::test {

class PostgresServer {
 public:
  // Throws std::runtime_error when PostgreSQL is not installed or does not start.
  PostgresServer();
  ~PostgresServer();
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  // Returns when the server accepts connections.
  void start();
  // Ends open connections at once ("fast" shutdown).
  void stop();

  // The URL of a database of this server, "postgres" by default.
  std::string url(const std::string& database = "postgres") const;

 private:
  std::string directory_;
  pid_t pid_ = -1;
};

struct SharedPostgres {
  std::unique_ptr<PostgresServer> server;  // none when somebody else started it
  std::string url;                         // of its "postgres" database, as a superuser
};

// The server that all tests of this process share, started at first use: DAEMUN_TEST_POSTGRES_URL
// when it is set, otherwise a PostgresServer. Who has a database in it holds it, so that it ends
// after the last database, also when both are statics that end at exit.
std::shared_ptr<const SharedPostgres> shared_postgres();

// `url` with another database name.
std::string with_database(const std::string& url, const std::string& database);

// Runs statements outside a transaction; throws std::runtime_error with PostgreSQL's message.
void run_postgres_script(const std::string& url, const std::string& script);

}  // namespace daemun::test

#endif
