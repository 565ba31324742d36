// A server with demo data, on a fresh database, for one measurement after the other.
#ifndef DAEMUN_BENCH_INSTALLATION_H
#define DAEMUN_BENCH_INSTALLATION_H

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "bench/process.h"
#include "bench/scenarios.h"

namespace daemun::bench {

class Installation {
 public:
  // Migrates and seeds. An empty URL is SQLite in `directory`. Throws std::runtime_error.
  Installation(std::string binary, const std::string& database_url, std::string directory);

  // Starts the server, or starts it again; gives the milliseconds until it answers.
  double serve();
  // Signs with a key of that algorithm from the next start on.
  void rotate_key(const std::string& algorithm);
  // What PostgreSQL does by itself within a minute of many new rows.
  void gather_statistics();

  const Process& server() const { return *server_; }
  std::uint16_t port() const { return port_; }
  std::uint16_t admin_port() const { return admin_port_; }
  // As storage::DatabaseConfig has it.
  std::string database_url() const;
  const DemoData& demo() const { return demo_; }
  // A machine that may call the Management API.
  const Client& administrator() const { return administrator_; }

 private:
  // Its output.
  std::string run(std::vector<std::string> words);

  const std::string binary_;
  const std::string database_url_;  // empty for SQLite
  const std::string directory_;
  const std::uint16_t port_;
  const std::uint16_t admin_port_;
  const std::vector<Environment> environment_;
  DemoData demo_;
  Client administrator_;
  std::unique_ptr<Process> server_;
};

}  // namespace daemun::bench

#endif
