#include "bench/system_calls.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <signal.h>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <vector>

#include "bench/process.h"

namespace daemun::bench {
namespace {

constexpr const char* strace = "/usr/bin/strace";

bool is_watched(pid_t process) {
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("TracerPid:"))
      return line.find_first_not_of("\t 0", 10) != std::string::npos;
  }
  return false;
}

// Of "% time  seconds  usecs/call  calls  errors  syscall", where errors may be missing.
std::map<std::string, std::size_t> parse_summary(std::istream& text) {
  std::map<std::string, std::size_t> calls;
  for (std::string line; std::getline(text, line);) {
    std::istringstream fields(line);
    std::vector<std::string> words;
    for (std::string word; fields >> word;)
      words.push_back(word);
    const bool is_row =
        words.size() >= 5 && words[0].find_first_not_of("0123456789.") == std::string::npos;
    if (is_row && words.back() != "total") calls[words.back()] = std::stoul(words[3]);
  }
  return calls;
}

}  // namespace

std::map<std::string, std::size_t> count_system_calls(
    pid_t process, const std::function<void()>& act
) {
  if (!std::filesystem::exists(strace)) throw std::runtime_error("strace is not installed");
  const std::string directory =
      (std::filesystem::temp_directory_path() / "daemun-strace-XXXXXX").string();
  std::string folder = directory;
  if (mkdtemp(folder.data()) == nullptr) throw std::runtime_error("no temporary directory");
  const std::string summary = folder + "/summary";
  {
    Process watcher(
        {strace, "-f", "-c", "-o", summary, "-p", std::to_string(process)}, {}, folder + "/output"
    );
    for (int i = 0; i < 200 && !is_watched(process); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    if (!is_watched(process)) throw std::runtime_error("strace may not watch the server");
    act();
    kill(watcher.id(), SIGINT);
    watcher.wait();
  }
  std::ifstream text(summary);
  auto calls = parse_summary(text);
  std::filesystem::remove_all(folder);
  return calls;
}

}  // namespace daemun::bench
