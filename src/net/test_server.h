// For tests of transports: a server on 127.0.0.1 that says what it is told, right or wrong.
#ifndef DAEMUN_NET_TEST_SERVER_H
#define DAEMUN_NET_TEST_SERVER_H

#include <doctest/doctest.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <functional>
#include <mutex>
#include <netinet/in.h>
#include <optional>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace daemun::net::test {

// A socket that listens on a port of its own.
class Listener {
 public:
  Listener() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    REQUIRE(bind(socket_, generic, size) == 0);
    REQUIRE(listen(socket_, 16) == 0);
    REQUIRE(getsockname(socket_, generic, &size) == 0);
    port_ = ntohs(address.sin_port);
  }
  ~Listener() { close(socket_); }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  // -1 after stop().
  int accept() const { return ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC); }
  void stop() const { shutdown(socket_, SHUT_RDWR); }
  std::string port() const { return std::to_string(port_); }

 private:
  int socket_;
  int port_ = 0;
};

class TestServer {
 public:
  // The bytes to send for a request, as it came. Nothing: no answer, the connection stays open.
  // After an answer with "Connection: close" it is closed.
  using Answer = std::function<std::optional<std::string>(const std::string& request)>;

  explicit TestServer(Answer answer)
      : answer_(std::move(answer)), acceptor_([this] { accept_all(); }) {}
  ~TestServer() {
    listener_.stop();
    acceptor_.join();
    {
      const std::lock_guard lock(mutex_);
      for (const int socket : sockets_)
        shutdown(socket, SHUT_RDWR);
    }
    for (std::thread& thread : threads_)
      thread.join();
    for (const int socket : sockets_)
      close(socket);
  }
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;

  std::string port() const { return listener_.port(); }
  std::string url(std::string_view path = "/") const {
    return "http://127.0.0.1:" + port() + std::string(path);
  }
  int connections() const { return connections_; }
  int requests() const { return requests_; }

 private:
  void accept_all() {
    for (int socket = listener_.accept(); socket >= 0; socket = listener_.accept()) {
      ++connections_;
      const std::lock_guard lock(mutex_);
      sockets_.push_back(socket);
      threads_.emplace_back([this, socket] { serve(socket); });
    }
  }

  void serve(int socket) {
    std::string received;
    while (const auto request = read_request(socket, received)) {
      ++requests_;
      const auto answer = answer_(*request);
      if (!answer) continue;
      if (::send(socket, answer->data(), answer->size(), MSG_NOSIGNAL) < 0) break;
      if (answer->find("Connection: close") != std::string::npos) break;
    }
    shutdown(socket, SHUT_RDWR);
  }

  // `received` may have the beginning of the next one afterwards.
  static std::optional<std::string> read_request(int socket, std::string& received) {
    std::array<char, 4096> buffer{};
    for (;;) {
      const std::size_t size = request_size(received);
      if (size != 0 && received.size() >= size) {
        std::string request = received.substr(0, size);
        received.erase(0, size);
        return request;
      }
      const auto count = recv(socket, buffer.data(), buffer.size(), 0);
      if (count <= 0) return std::nullopt;
      received.append(buffer.data(), static_cast<std::size_t>(count));
    }
  }

  // Zero while the head is not complete.
  static std::size_t request_size(const std::string& received) {
    const std::size_t end = received.find("\r\n\r\n");
    if (end == std::string::npos) return 0;
    const std::size_t length = received.find("Content-Length: ");
    const std::size_t body =
        length < end ? std::strtoul(received.c_str() + length + 16, nullptr, 10) : 0;
    return end + 4 + body;
  }

  const Answer answer_;
  std::atomic<int> connections_{0};
  std::atomic<int> requests_{0};
  Listener listener_;
  std::mutex mutex_;
  std::vector<int> sockets_;
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

inline std::string an_answer(std::string_view body, std::string_view head = "") {
  return "HTTP/1.1 200 OK\r\n" + std::string(head) +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

}  // namespace daemun::net::test

#endif
