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

#include "bench/installation.h"
#include "bench/load.h"
#include "bench/process.h"
#include "bench/scenarios.h"
#include "bench/second_factor.h"

namespace {

using namespace daemun::bench;

struct Options {
  std::string daemun;
  std::string bare;
  std::string database_url;  // empty: SQLite
  std::size_t requests = 20'000;
  std::size_t logins = 60;
  std::size_t users = 100'000;
  bool has_curve = false;
  bool counts_system_calls = false;
};

constexpr const char* usage =
    "daemun_bench [--requests N] [--logins N] [--users N] [--curve] [--system-calls] [--postgres]\n"
    "  --curve         sign-in, userinfo and lists with 100 to 1,000,000 users instead of the "
    "table\n"
    "  --system-calls  also which of them a request makes, by strace\n"
    "  --postgres      on the server of tests/support/with_postgres, with an empty database\n"
    "  DAEMUN_BINARY names the server to measure.\n";

std::string required(const char* variable) {
  const char* value = std::getenv(variable);
  if (value == nullptr) throw std::runtime_error(std::string(variable) + " is not set");
  return value;
}

Options parse_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    const auto number = [&] {
      if (i + 1 >= argc) throw std::runtime_error("no value for " + word);
      return std::stoul(argv[++i]);
    };
    if (word == "--help") {
      std::cout << usage;
      std::exit(0);
    }
    if (word == "--requests") {
      options.requests = number();
    } else if (word == "--logins") {
      options.logins = number();
    } else if (word == "--users") {
      options.users = number();
    } else if (word == "--curve") {
      options.has_curve = true;
    } else if (word == "--system-calls") {
      options.counts_system_calls = true;
    } else if (word == "--postgres") {
      options.database_url = required("DAEMUN_TEST_POSTGRES_URL");
    } else {
      throw std::runtime_error("unknown option " + word);
    }
  }
  options.daemun = required("DAEMUN_BINARY");
  options.bare = (std::filesystem::path(argv[0]).parent_path() / "bare_asio").string();
  return options;
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

double megabytes(const Process& process) {
  return static_cast<double>(process.resident_kib()) / 1024;
}

Measured measure_limit(const Options& options, const std::string& directory) {
  const auto port = find_free_port();
  const Process bare({options.bare, std::to_string(port)}, {}, directory + "/bare");
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  return measure_bare(Run{.server = bare, .port = port, .requests = options.requests});
}

// One table for each size.
void measure_curve(const Run& run, Installation& installation, std::size_t logins) {
  Growth growth(run, installation.administrator(), installation.database_url());
  for (std::size_t users = 100; users <= 1'000'000; users *= 10) {
    growth.grow_to(users);
    installation.gather_statistics();
    auto rows = growth.measure_person(installation.demo(), logins);
    for (auto& row : growth.measure_lists())
      rows.push_back(std::move(row));
    print_requests(std::to_string(users) + " users", rows);
  }
}

void measure(const Options& options, const std::string& directory) {
  Installation installation(options.daemun, options.database_url, directory);
  std::vector<Figure> figures;
  figures.push_back({"start to first answer", installation.serve(), 300, "ms"});
  figures.push_back({"memory idle", megabytes(installation.server()), 30, "MB"});
  if (const auto weight = weigh_console(installation.admin_port()))
    figures.push_back({"console, first load", *weight, 300, "KB"});

  const bool is_postgres = !options.database_url.empty();
  const auto run_now = [&] {
    Run run{.server = installation.server(), .port = installation.port()};
    run.requests = options.requests;
    run.counts_system_calls = options.counts_system_calls;
    if (is_postgres) run.postgres = std::stoi(required("DAEMUN_TEST_POSTGRES_PID"));
    return run;
  };
  const Run run = run_now();
  if (options.has_curve) return measure_curve(run, installation, options.logins);

  auto rows = measure_requests(run, installation.demo());
  rows.push_back(measure_logins(run, installation.demo(), options.logins));
  auto with_factors =
      measure_factor_logins(run, installation.demo(), installation.administrator(), options.logins);
  for (auto& row : with_factors.rows)
    rows.push_back(std::move(row));
  for (auto& figure : with_factors.differences)
    figures.push_back(std::move(figure));
  figures.push_back({"memory under load", megabytes(installation.server()), 80, "MB"});
  Growth growth(run, installation.administrator(), installation.database_url());
  growth.grow_to(options.users);
  installation.gather_statistics();
  for (auto& row : growth.measure_lists())
    rows.push_back(std::move(row));
  installation.rotate_key("ES384");
  installation.serve();
  for (auto& row : measure_es384(run_now(), installation.demo()))
    rows.push_back(std::move(row));
  rows.push_back(measure_limit(options, directory));

  print_requests(is_postgres ? "PostgreSQL" : "SQLite", rows);
  if (options.counts_system_calls) print_system_calls(rows);
  print_figures(figures);
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
