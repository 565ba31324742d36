#include "app/metrics.h"

#include <doctest/doctest.h>

#include <sstream>

namespace daemun::app {
namespace {

TEST_CASE("metrics_text writes each number with its help and type") {
  const http::Server::Statistics http{
      .requests = 7,
      .connections_open = 2,
      .rejected_overload = 1,
      .rejected_malformed = 3,
      .connections_ended = 12};
  const storage::Database::Counters database{.reads = 11, .commits = 5, .conflicts = 4};
  const storage::Journal::Counters journal{.waiting = 6, .dropped = 8};
  const ProcessUsage process{
      .cpu_seconds = 1.5, .resident_bytes = 4096, .open_files = 9, .start_seconds = 1'800'000'000};
  const std::string text = metrics_text(http, database, journal, process);
  for (const auto* line :
       {"# TYPE daemun_http_requests_total counter\ndaemun_http_requests_total 7\n",
        "daemun_http_connections 2\n",
        "daemun_http_overload_total 1\n",
        "daemun_http_malformed_total 3\n",
        "daemun_http_connections_ended_total 12\n",
        "daemun_database_reads_total 11\n",
        "daemun_database_commits_total 5\n",
        "daemun_database_conflicts_total 4\n",
        "daemun_journal_waiting 6\n",
        "daemun_journal_dropped_total 8\n",
        "process_cpu_seconds_total 1.5\n",
        "process_resident_memory_bytes 4096\n",
        "process_open_fds 9\n",
        "process_start_time_seconds 1800000000\n",
        "daemun_build_info{version=\"0.1.0\"} 1\n"}) {
    INFO(line);
    CHECK(text.find(line) != text.npos);
  }
}

TEST_CASE("metrics_text has only comments and samples, the form of Prometheus") {
  std::istringstream text(metrics_text({}, {}, {}, {}));
  for (std::string line; std::getline(text, line);) {
    INFO(line);
    const bool is_comment = line.starts_with("# HELP ") || line.starts_with("# TYPE ");
    const auto space = line.find(' ');
    CHECK((is_comment || (space != line.npos && line.find(' ', space + 1) == line.npos)));
  }
}

TEST_CASE("read_process_usage sees this process") {
  const auto usage = read_process_usage();
  CHECK(usage.resident_bytes > 1'000'000);
  CHECK(usage.open_files >= 3);
  CHECK(usage.start_seconds > 1'500'000'000);
}

}  // namespace
}  // namespace daemun::app
