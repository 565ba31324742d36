#include "bench/process.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <netinet/in.h>
#include <signal.h>
#include <sstream>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace daemun::bench {
namespace {

std::string read_file(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

[[noreturn]] void become(
    const std::vector<std::string>& command,
    const std::vector<Environment>& environment,
    const std::string& output_path
) {
  const int output = open(output_path.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600);
  dup2(output, STDOUT_FILENO);
  const int errors = open((output_path + ".err").c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600);
  dup2(errors, STDERR_FILENO);
  for (const auto& [name, value] : environment)
    setenv(name.c_str(), value.c_str(), 1);
  std::vector<char*> words;
  for (const auto& word : command)
    words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  execvp(words[0], words.data());
  _exit(127);
}

}  // namespace

Process::Process(
    const std::vector<std::string>& command,
    const std::vector<Environment>& environment,
    const std::string& output_path
) {
  id_ = fork();
  if (id_ < 0) throw std::runtime_error("cannot start a process");
  if (id_ == 0) become(command, environment, output_path);
}

Process::~Process() {
  if (id_ <= 0) return;
  kill(id_, SIGTERM);
  wait();
}

std::int64_t cpu_us_of(pid_t id, const std::string& thread_name) {
  std::int64_t total = 0;
  std::error_code gone;
  const std::filesystem::path threads = "/proc/" + std::to_string(id) + "/task";
  for (const auto& thread : std::filesystem::directory_iterator(threads, gone)) {
    if (!thread_name.empty() && read_file(thread.path() / "comm") != thread_name + "\n") continue;
    // Its first field is the time on a processor, in nanoseconds.
    std::istringstream fields(read_file(thread.path() / "schedstat"));
    std::int64_t nanoseconds = 0;
    fields >> nanoseconds;
    total += nanoseconds / 1000;
  }
  return total;
}

std::vector<pid_t> children_of(pid_t id) {
  const std::string number = std::to_string(id);
  std::istringstream text(read_file("/proc/" + number + "/task/" + number + "/children"));
  std::vector<pid_t> children;
  for (pid_t child = 0; text >> child;)
    children.push_back(child);
  return children;
}

std::int64_t Process::resident_kib() const {
  std::istringstream text(read_file("/proc/" + std::to_string(id_) + "/statm"));
  std::int64_t size = 0;
  std::int64_t resident = 0;
  text >> size >> resident;
  return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

int Process::wait() {
  int status = 0;
  if (id_ > 0) waitpid(id_, &status, 0);
  id_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string run_command(
    const std::vector<std::string>& command,
    const std::vector<Environment>& environment,
    const std::string& output_path
) {
  Process process(command, environment, output_path);
  if (process.wait() != 0) {
    throw std::runtime_error(command[1] + " failed: " + read_file(output_path + ".err"));
  }
  return read_file(output_path);
}

std::uint16_t find_free_port() {
  const int descriptor = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  if (bind(descriptor, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    close(descriptor);
    throw std::runtime_error("no free port");
  }
  close(descriptor);
  return ntohs(address.sin_port);
}

}  // namespace daemun::bench
