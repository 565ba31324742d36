// A private Redis for tests: a Unix socket in a folder of its own, no TCP port, nothing on disk.
#ifndef DAEMUN_TESTS_SUPPORT_REDIS_SERVER_H
#define DAEMUN_TESTS_SUPPORT_REDIS_SERVER_H

#include "support/folder.h"

#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <signal.h>
#include <stdexcept>
#include <string>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace daemun::test {

class RedisServer {
 public:
  // More of its settings as arguments. Throws std::runtime_error when redis-server is not installed
  // or does not start: a test that cannot run has failed.
  explicit RedisServer(std::vector<std::string> settings = {}) : settings_(std::move(settings)) {
    start();
  }
  ~RedisServer() { stop(); }
  RedisServer(const RedisServer&) = delete;
  RedisServer& operator=(const RedisServer&) = delete;

  std::string socket() const { return (folder_.path() / "socket").string(); }

  // Returns when the server accepts connections.
  void start() {
    spawn();
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (!accepts_connections()) {
      int status = 0;
      if (waitpid(pid_, &status, WNOHANG) == pid_) {
        pid_ = -1;
        throw std::runtime_error("redis-server does not start: is the package redis-server there?");
      }
      if (std::chrono::steady_clock::now() > deadline) {
        stop();
        throw std::runtime_error("redis-server does not accept connections");
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }

  // It forgets everything.
  void stop() {
    if (pid_ <= 0) return;
    kill(pid_, SIGKILL);
    while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
  }

 private:
  void spawn() {
    std::vector<std::string> arguments{
        "redis-server",
        "--port",
        "0",
        "--unixsocket",
        socket(),
        "--dir",
        folder_.path().string(),
        "--save",
        "",
        "--appendonly",
        "no"};
    arguments.insert(arguments.end(), settings_.begin(), settings_.end());
    std::vector<char*> pointers;
    for (auto& argument : arguments)
      pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    pid_ = fork();
    if (pid_ == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      dup2(nowhere, STDOUT_FILENO);
      dup2(nowhere, STDERR_FILENO);
      execvp(pointers[0], pointers.data());
      _exit(127);
    }
    close(nowhere);
    if (pid_ < 0) throw std::runtime_error("fork failed");
  }

  bool accepts_connections() const {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = socket();
    if (path.size() >= sizeof address.sun_path) throw std::runtime_error("TMPDIR is too long");
    std::memcpy(address.sun_path, path.data(), path.size());
    const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool accepted =
        connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    close(probe);
    return accepted;
  }

  const std::vector<std::string> settings_;
  const Folder folder_;
  pid_t pid_ = -1;
};

}  // namespace daemun::test

#endif
