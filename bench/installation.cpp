#include "bench/installation.h"

#include <chrono>
#include <stdexcept>
#include <thread>
#include <utility>

#include "bench/load.h"

namespace daemun::bench {
namespace {

double wait_until_ready(std::uint16_t port) {
  const auto began_at = std::chrono::steady_clock::now();
  const std::string request = "GET /api/status HTTP/1.1\r\nHost: localhost\r\n\r\n";
  for (int attempt = 0; attempt < 10'000; ++attempt) {
    try {
      if (send_once(port, request).status == 204) break;
    } catch (const std::exception&) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began_at)
      .count();
}

}  // namespace

Installation::Installation(
    std::string binary, const std::string& database_url, std::string directory
)
    : binary_(std::move(binary)),
      database_url_(database_url),
      directory_(std::move(directory)),
      port_(find_free_port()),
      admin_port_(find_free_port()),
      environment_{
          {"PORT", std::to_string(port_)},
          {"ADMIN_PORT", std::to_string(admin_port_)},
          {"DAEMUN_DATA_DIR", directory_},
          {"LISTEN_ADDRESS", "127.0.0.1"},
          {"HTTP_THREADS", "1"},
          {"LOG_LEVEL", "error"},
          {"NETWORK_RATE_LIMIT", "0"},  // one machine is everybody
          {"DB_URL", database_url},
      } {
  run({"migrate"});
  demo_ = parse_demo_data(run({"seed", "--demo", "--json"}));
  administrator_ = parse_application(run(
      {"app",
       "create",
       "--type",
       "MachineToMachine",
       "--role",
       "Logto Management API access",
       "--name",
       "Bench",
       "--json"}
  ));
}

double Installation::serve() {
  server_.reset();
  server_ = std::make_unique<Process>(
      std::vector<std::string>{binary_, "serve"}, environment_, directory_ + "/serve"
  );
  return wait_until_ready(port_);
}

void Installation::rotate_key(const std::string& algorithm) {
  run({"key", "rotate", "--algorithm", algorithm});
}

void Installation::gather_statistics() {
  if (database_url_.empty()) return;
  run_command({"psql", database_url_, "--command=analyze"}, {}, directory_ + "/psql");
}

std::string Installation::database_url() const {
  return database_url_.empty() ? "sqlite:" + directory_ + "/daemun.db" : database_url_;
}

std::string Installation::run(std::vector<std::string> words) {
  const std::string output = directory_ + "/" + words.front();
  words.insert(words.begin(), binary_);
  return run_command(words, environment_, output);
}

}  // namespace daemun::bench
