// daemun_bench: measures this build against the budgets. See bench/README.md.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <optional>
#include <regex>
#include <stdexcept>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

#include "bench/load.h"
#include "bench/process.h"
#include "bench/scenarios.h"

namespace {

using namespace daemun::bench;

struct Options {
  std::string daemun;
  std::string bare;
  std::string database_url;  // empty: SQLite
  std::size_t requests = 20'000;
  std::size_t logins = 60;
  std::size_t users = 100'000;
};

constexpr const char* usage =
    "daemun_bench [--requests N] [--logins N] [--users N] [--db-url URL]\n"
    "  DAEMUN_BINARY names the server to measure. An empty PostgreSQL database may be given by "
    "--db-url.\n";

Options parse_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--help") {
      std::cout << usage;
      std::exit(0);
    }
    if (i + 1 >= argc) throw std::runtime_error("no value for " + word);
    const std::string value = argv[++i];
    if (word == "--requests") {
      options.requests = std::stoul(value);
    } else if (word == "--logins") {
      options.logins = std::stoul(value);
    } else if (word == "--users") {
      options.users = std::stoul(value);
    } else if (word == "--db-url") {
      options.database_url = value;
    } else {
      throw std::runtime_error("unknown option " + word);
    }
  }
  const char* binary = std::getenv("DAEMUN_BINARY");
  if (binary == nullptr) throw std::runtime_error("DAEMUN_BINARY is not set");
  options.daemun = binary;
  options.bare = (std::filesystem::path(argv[0]).parent_path() / "bare_asio").string();
  return options;
}

// Milliseconds until the server answers.
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

Answer get_compressed(std::uint16_t port, const std::string& path) {
  return send_once(
      port, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n"
  );
}

// What a browser loads before the console can draw: the document, and the scripts and styles that
// it names. Kilobytes as they are sent; nothing in a build without pages.
std::optional<double> weigh_console(std::uint16_t admin_port) {
  const std::string html =
      send_once(admin_port, "GET /console HTTP/1.1\r\nHost: localhost\r\n\r\n").body;
  std::size_t bytes = get_compressed(admin_port, "/console").body.size();
  const std::regex address("(?:src|href)=\"(/console/assets/[^\"]+\\.(?:js|css))\"");
  const std::sregex_iterator end;
  std::sregex_iterator found(html.begin(), html.end(), address);
  if (found == end) return std::nullopt;
  for (; found != end; ++found)
    bytes += get_compressed(admin_port, (*found)[1].str()).body.size();
  return static_cast<double>(bytes) / 1024;
}

void measure(const Options& options, const std::string& directory) {
  const auto port = find_free_port();
  const auto admin_port = find_free_port();
  std::vector<Environment> environment{
      {"PORT", std::to_string(port)},
      {"ADMIN_PORT", std::to_string(admin_port)},
      {"DAEMUN_DATA_DIR", directory},
      {"LISTEN_ADDRESS", "127.0.0.1"},
      {"HTTP_THREADS", "1"},
      {"LOG_LEVEL", "error"},
      {"NETWORK_RATE_LIMIT", "0"},  // one machine is everybody
      {"DB_URL", options.database_url},
  };
  run_command({options.daemun, "migrate"}, environment, directory + "/migrate");
  const auto demo = parse_demo_data(
      run_command({options.daemun, "seed", "--demo", "--json"}, environment, directory + "/seed")
  );
  const auto administrator = parse_application(run_command(
      {options.daemun,
       "app",
       "create",
       "--type",
       "MachineToMachine",
       "--role",
       "Logto Management API access",
       "--name",
       "Bench",
       "--json"},
      environment,
      directory + "/app"
  ));
  const Process server({options.daemun, "serve"}, environment, directory + "/serve");
  std::vector<Figure> figures;
  figures.push_back({"start to first answer", wait_until_ready(port), 300, "ms"});
  figures.push_back({"memory idle", static_cast<double>(server.resident_kib()) / 1024, 40, "MB"});

  if (const auto weight = weigh_console(admin_port)) {
    figures.push_back({"console, first load", *weight, 300, "KB"});
  }
  const Run run{.server = server, .port = port, .requests = options.requests};
  auto rows = measure_requests(run, demo);
  rows.push_back(measure_logins(run, demo, options.logins));
  figures.push_back(
      {"memory under load", static_cast<double>(server.resident_kib()) / 1024, 120, "MB"}
  );
  for (auto& row : measure_administration(run, administrator, options.users))
    rows.push_back(std::move(row));

  const auto bare_port = find_free_port();
  const Process bare({options.bare, std::to_string(bare_port)}, {}, directory + "/bare");
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  rows.push_back(measure_bare(Run{.server = bare, .port = bare_port, .requests = options.requests})
  );
  print_report(rows, figures);
}

}  // namespace

int main(int argc, char** argv) {
  std::string directory = (std::filesystem::temp_directory_path() / "daemun-bench-XXXXXX").string();
  try {
    const auto options = parse_options(argc, argv);
    if (mkdtemp(directory.data()) == nullptr) throw std::runtime_error("no temporary directory");
    measure(options, directory);
    std::filesystem::remove_all(directory);
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "daemun_bench: " << error.what() << "\n";
    return 1;
  }
}
