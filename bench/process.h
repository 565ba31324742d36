// A server process under measurement.
#ifndef DAEMUN_BENCH_PROCESS_H
#define DAEMUN_BENCH_PROCESS_H

#include <cstdint>
#include <string>
#include <sys/types.h>
#include <vector>

namespace daemun::bench {

struct Environment {
  std::string name;
  std::string value;
};

// Processor time so far of a process's threads, or of those of a name, in microseconds; 0 when it
// has gone.
std::int64_t cpu_us_of(pid_t id, const std::string& thread_name = "");
// The processes that it has started and that still run.
std::vector<pid_t> children_of(pid_t id);

// Ends the process when it goes out of scope.
class Process {
 public:
  // Throws std::runtime_error. Output goes to `output_path`.
  Process(
      const std::vector<std::string>& command,
      const std::vector<Environment>& environment,
      const std::string& output_path
  );
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  std::int64_t cpu_us(const std::string& thread_name = "") const {
    return cpu_us_of(id_, thread_name);
  }
  // Resident memory now, in KiB.
  std::int64_t resident_kib() const;
  pid_t id() const { return id_; }
  // Waits for its own end.
  int wait();

 private:
  pid_t id_ = -1;
};

// Runs a command to its end and returns what it printed. Throws std::runtime_error when it failed.
std::string run_command(
    const std::vector<std::string>& command,
    const std::vector<Environment>& environment,
    const std::string& output_path
);

// A port that nobody listens on just now.
std::uint16_t find_free_port();

}  // namespace daemun::bench

#endif
