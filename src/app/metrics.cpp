#include "app/metrics.h"

#include "app/version.h"
#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sys/resource.h>
#include <unistd.h>

namespace daemun::app {
namespace {

double to_seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

std::uint64_t read_resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::uint64_t total = 0;
  std::uint64_t resident = 0;
  file >> total >> resident;
  return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

std::uint64_t count_open_files() {
  std::error_code error;
  const std::filesystem::directory_iterator files("/proc/self/fd", error);
  if (error) return 0;
  // The iterator itself holds one open.
  const auto count = std::distance(begin(files), end(files));
  return static_cast<std::uint64_t>(std::max<std::ptrdiff_t>(count - 1, 0));
}

// Field 22 of /proc/self/stat, in ticks since boot; the name in field 2 may hold anything but ends
// at the last ')'.
double read_start_seconds() {
  std::ifstream file("/proc/self/stat");
  std::string text;
  std::getline(file, text);
  const auto end_of_name = text.rfind(')');
  if (end_of_name == text.npos) return 0;
  const auto fields = split_words(std::string_view(text).substr(end_of_name + 1));
  constexpr std::size_t start_time = 22 - 3;
  if (fields.size() <= start_time) return 0;
  std::uint64_t boot = 0;
  std::ifstream stat("/proc/stat");
  for (std::string name; stat >> name;) {
    if (name == "btime") {
      stat >> boot;
      break;
    }
    std::getline(stat, text);
  }
  const double ticks = std::stod(fields[start_time]);
  return static_cast<double>(boot) + ticks / static_cast<double>(sysconf(_SC_CLK_TCK));
}

class MetricsText {
 public:
  template <typename Number>
  void add(std::string_view name, std::string_view type, std::string_view help, Number value) {
    fmt::format_to(
        std::back_inserter(text_),
        "# HELP {0} {2}\n# TYPE {0} {1}\n{0} {3}\n",
        name,
        type,
        help,
        value
    );
  }
  void add_build() {
    fmt::format_to(
        std::back_inserter(text_),
        "# HELP daemun_build_info The version that runs.\n# TYPE daemun_build_info gauge\n"
        "daemun_build_info{{version=\"{}\"}} 1\n",
        version
    );
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

}  // namespace

ProcessUsage read_process_usage() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return {
      .cpu_seconds = to_seconds(usage.ru_utime) + to_seconds(usage.ru_stime),
      .resident_bytes = read_resident_bytes(),
      .open_files = count_open_files(),
      .start_seconds = read_start_seconds(),
  };
}

std::string metrics_text(
    const http::Server::Statistics& http,
    const storage::Database::Counters& database,
    const storage::Journal::Counters& journal,
    const ProcessUsage& process
) {
  MetricsText text;
  text.add("daemun_http_requests_total", "counter", "Requests answered.", http.requests);
  text.add("daemun_http_connections", "gauge", "Open connections.", http.connections_open);
  text.add(
      "daemun_http_overload_total",
      "counter",
      "Requests refused with 503: too many at once.",
      http.rejected_overload
  );
  text.add(
      "daemun_http_malformed_total",
      "counter",
      "Requests refused as malformed or too large.",
      http.rejected_malformed
  );
  text.add(
      "daemun_http_connections_ended_total",
      "counter",
      "Connections closed to make room: too many idle ones of a network, or too much memory held.",
      http.connections_ended
  );
  text.add("daemun_database_reads_total", "counter", "Queries read.", database.reads);
  text.add("daemun_database_commits_total", "counter", "Plans committed.", database.commits);
  text.add(
      "daemun_database_conflicts_total",
      "counter",
      "Plans refused: lost races, taken names.",
      database.conflicts
  );
  text.add(
      "daemun_journal_waiting",
      "gauge",
      "Audit lines and visits that are not in the database yet.",
      journal.waiting
  );
  text.add(
      "daemun_journal_dropped_total",
      "counter",
      "Audit lines and visits that were lost: the journal was full.",
      journal.dropped
  );
  text.add("process_cpu_seconds_total", "counter", "CPU time used.", process.cpu_seconds);
  text.add("process_resident_memory_bytes", "gauge", "Memory in RAM.", process.resident_bytes);
  text.add("process_open_fds", "gauge", "Open file descriptors.", process.open_files);
  text.add(
      "process_start_time_seconds",
      "gauge",
      "When the process started, Unix time.",
      process.start_seconds
  );
  text.add_build();
  return text.take();
}

}  // namespace daemun::app
