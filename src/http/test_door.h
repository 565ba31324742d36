// For tests: a server on a thread of its own, and a client that sends what it is told, right or
// wrong.
#ifndef DAEMUN_HTTP_TEST_DOOR_H
#define DAEMUN_HTTP_TEST_DOOR_H

#include "http/server.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

#include <chrono>
#include <poll.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <thread>
#include <utility>

namespace daemun::http {

class TestDoor {
 public:
  TestDoor(ServerConfig config, Application application)
      : server(std::move(config), std::move(application)), thread_([this] { server.run(); }) {}
  ~TestDoor() { stop(); }

  void stop() {
    server.stop();
    if (thread_.joinable()) thread_.join();
  }

  void await_requests(std::uint64_t number) const {
    while (server.statistics().requests < number)
      std::this_thread::yield();
  }
  void await_connections(std::uint64_t number) const {
    while (server.statistics().connections_open < number)
      std::this_thread::yield();
  }

  Server server;

 private:
  std::thread thread_;
};

inline ServerConfig one_loop(Limits limits = {}) {
  ServerConfig config;
  ListenerConfig listener;
  listener.address = "127.0.0.1";
  config.listeners = {listener};
  config.loops = 1;
  config.limits = limits;
  return config;
}

class RawClient {
 public:
  explicit RawClient(const Server& server) : socket_(loop_) {
    const auto port = server.port(Listener::user);
    socket_.connect({boost::asio::ip::address_v4::loopback(), port});
  }

  // False when the server has gone.
  bool send(std::string_view text) {
    boost::system::error_code error;
    boost::asio::write(socket_, boost::asio::buffer(text.data(), text.size()), error);
    return !error;
  }
  void end() {
    boost::system::error_code ignored;
    socket_.shutdown(boost::asio::socket_base::shutdown_send, ignored);
  }

  // The next answer, head and body; "" when the connection ends first or 20 s pass.
  std::string receive() {
    std::size_t end = std::string::npos;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
      if (!fill()) return "";
    }
    std::size_t size = end + 4;
    const std::size_t length = buffer_.find("Content-Length: ");
    if (length < end) size += std::stoul(buffer_.substr(length + 16));
    while (buffer_.size() < size) {
      if (!fill()) return "";
    }
    std::string answer = buffer_.substr(0, size);
    buffer_.erase(0, size);
    return answer;
  }
  std::string ask(std::string_view text) {
    send(text);
    return receive();
  }
  // True when the server has closed and nothing more came.
  bool is_closed() { return !fill() && closed_ && buffer_.empty(); }

 private:
  bool fill() {
    pollfd waiting{socket_.native_handle(), POLLIN, 0};
    if (poll(&waiting, 1, 20000) != 1) return false;
    char bytes[16384];
    boost::system::error_code error;
    const std::size_t size = socket_.read_some(boost::asio::buffer(bytes), error);
    closed_ = static_cast<bool>(error);
    buffer_.append(bytes, size);
    return !error;
  }

  boost::asio::io_context loop_{1};
  boost::asio::ip::tcp::socket socket_;
  std::string buffer_;
  bool closed_ = false;
};

// "200" of "HTTP/1.1 200 OK"; "" for no answer.
inline std::string to_status(std::string_view answer) {
  return answer.starts_with("HTTP/1.1 ") ? std::string(answer.substr(9, 3)) : "";
}
inline std::string to_body(std::string_view answer) {
  const std::size_t end = answer.find("\r\n\r\n");
  return end == std::string_view::npos ? "" : std::string(answer.substr(end + 4));
}
inline bool has_line(std::string_view answer, std::string_view line) {
  return answer.find("\r\n" + std::string(line) + "\r\n") != std::string_view::npos;
}

// Answers "METHOD path?query body".
inline Task<Response> echo(Request request) {
  std::string text(to_string(request.method));
  text += " " + request.path + "?" + request.query + " " + request.body;
  co_return text_response(200, std::move(text));
}

}  // namespace daemun::http

#endif
