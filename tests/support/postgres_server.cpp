#include "support/postgres_server.h"

#include <libpq-fe.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <grp.h>
#include <memory>
#include <optional>
#include <pwd.h>
#include <signal.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace daemun::test {
namespace {

using Connection = std::unique_ptr<PGconn, decltype(&PQfinish)>;

std::string program(const std::string& name) {
  const char* configured = std::getenv("DAEMUN_TEST_POSTGRES_BIN");
  const std::filesystem::path folder = configured ? configured : "/usr/lib/postgresql/15/bin";
  const auto path = folder / name;
  if (!std::filesystem::exists(path)) {
    throw std::runtime_error(
        path.string() +
        " is missing: install postgresql-15, set DAEMUN_TEST_POSTGRES_BIN or "
        "DAEMUN_TEST_POSTGRES_URL, or set DAEMUN_TEST_ENGINES=sqlite"
    );
  }
  return path.string();
}

// The user for the server when we are root.
std::optional<passwd> unprivileged_user() {
  if (geteuid() != 0) return std::nullopt;
  for (const char* name : {"postgres", "nobody"}) {
    if (const passwd* entry = getpwnam(name)) return *entry;
  }
  throw std::runtime_error("neither the user postgres nor nobody exists");
}

// Only calls that are safe between fork and exec.
[[noreturn]] void exec_as(const std::optional<passwd>& user, char* const* arguments, int output) {
  if (user &&
      (setgroups(0, nullptr) != 0 || setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0)) {
    _exit(126);
  }
  prctl(PR_SET_PDEATHSIG, SIGINT);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  execv(arguments[0], arguments);
  _exit(127);
}

pid_t spawn(std::vector<std::string> arguments, const std::string& log_path) {
  std::vector<char*> pointers;
  for (auto& argument : arguments)
    pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  const auto user = unprivileged_user();
  const int output = open(log_path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  const pid_t child = fork();
  if (child == 0) exec_as(user, pointers.data(), output);
  close(output);
  if (child < 0) throw std::runtime_error("fork failed");
  return child;
}

int wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

bool accepts_connections(const std::string& url) {
  return PQping(url.c_str()) == PQPING_OK;
}

}  // namespace

PostgresServer::PostgresServer() {
  std::string pattern = (std::filesystem::temp_directory_path() / "daemun-pg-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
  directory_ = pattern;
  if (const auto user = unprivileged_user()) {
    if (chown(directory_.c_str(), user->pw_uid, user->pw_gid) != 0)
      throw std::runtime_error("chown failed");
  }
  const int status = wait_for(spawn(
      {program("initdb"),
       "--pgdata",
       directory_ + "/data",
       "--username",
       "postgres",
       "--auth",
       "trust",
       "--encoding",
       "UTF8",
       "--locale",
       "C",
       "--no-sync"},
      directory_ + "/log"
  ));
  if (status != 0) throw std::runtime_error("initdb failed; see " + directory_ + "/log");
  start();
}

PostgresServer::~PostgresServer() {
  stop();
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

void PostgresServer::start() {
  if (pid_ > 0) return;
  pid_ = spawn(
      {program("postgres"),
       "-D",
       directory_ + "/data",
       "-k",
       directory_,
       "-c",
       "listen_addresses=",
       "-c",
       "fsync=off",
       "-c",
       "max_connections=200",
       "-c",
       "shared_buffers=32MB"},
      directory_ + "/log"
  );
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (!accepts_connections(url())) {
    int status = 0;
    if (waitpid(pid_, &status, WNOHANG) == pid_ || std::chrono::steady_clock::now() > deadline) {
      throw std::runtime_error("PostgreSQL does not start; see " + directory_ + "/log");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

void PostgresServer::stop() {
  if (pid_ <= 0) return;
  kill(pid_, SIGINT);
  wait_for(pid_);
  pid_ = -1;
}

std::string PostgresServer::url(const std::string& database) const {
  return "postgresql://postgres@/" + database + "?host=" + directory_;
}

std::shared_ptr<const SharedPostgres> shared_postgres() {
  static const std::shared_ptr<const SharedPostgres> shared = [] {
    SharedPostgres postgres;
    if (const char* url = std::getenv("DAEMUN_TEST_POSTGRES_URL")) {
      postgres.url = url;
    } else {
      postgres.server = std::make_unique<PostgresServer>();
      postgres.url = postgres.server->url();
    }
    return std::make_shared<const SharedPostgres>(std::move(postgres));
  }();
  return shared;
}

std::string with_database(const std::string& url, const std::string& database) {
  const auto authority = url.find("://");
  if (authority == std::string::npos) throw std::runtime_error("not a PostgreSQL URL");
  const auto path = url.find('/', authority + 3);
  const auto query = url.find('?', authority + 3);
  return url.substr(0, std::min(path, query)) + "/" + database +
         (query == std::string::npos ? "" : url.substr(query));
}

void run_postgres_script(const std::string& url, const std::string& script) {
  const Connection connection(PQconnectdb(url.c_str()), &PQfinish);
  if (PQstatus(connection.get()) != CONNECTION_OK)
    throw std::runtime_error(PQerrorMessage(connection.get()));
  const std::unique_ptr<PGresult, decltype(&PQclear)> result(
      PQexec(connection.get(), script.c_str()), &PQclear
  );
  const auto status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
    throw std::runtime_error(PQerrorMessage(connection.get()));
  }
}

}  // namespace daemun::test
