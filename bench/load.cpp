#include "bench/load.h"

#include "base/text.h"

#include <arpa/inet.h>
#include <chrono>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <optional>
#include <stdexcept>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace daemun::bench {
namespace {

using Clock = std::chrono::steady_clock;

struct Connection {
  int descriptor = -1;
  std::string received;
  Clock::time_point sent_at;
};

int connect_to(std::uint16_t port) {
  const int descriptor = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) {
    close(descriptor);
    throw std::runtime_error("cannot connect to port " + std::to_string(port));
  }
  const int on = 1;
  setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  return descriptor;
}

void send_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const auto sent = send(descriptor, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent <= 0) throw std::runtime_error("connection broke while sending");
    text.remove_prefix(static_cast<std::size_t>(sent));
  }
}

// Takes a complete answer off the front; nothing while it is incomplete.
std::optional<Answer> take_answer(std::string& received) {
  const auto head_end = received.find("\r\n\r\n");
  if (head_end == std::string::npos) return std::nullopt;
  Answer answer;
  answer.head = received.substr(0, head_end + 2);
  answer.status = std::stoi(answer.head.substr(9, 3));
  const auto length = answer.header("content-length");
  const std::size_t body = length.empty() ? 0 : std::stoul(length);
  if (received.size() < head_end + 4 + body) return std::nullopt;
  answer.body = received.substr(head_end + 4, body);
  received.erase(0, head_end + 4 + body);
  return answer;
}

}  // namespace

std::string Answer::header(std::string_view name) const {
  std::size_t begin = head.find("\r\n");
  while (begin != std::string::npos && begin + 2 < head.size()) {
    const auto end = head.find("\r\n", begin + 2);
    const std::string_view line = std::string_view(head).substr(begin + 2, end - begin - 2);
    const auto colon = line.find(':');
    if (colon != std::string_view::npos &&
        equals_ignoring_ascii_case(line.substr(0, colon), name)) {
      return std::string(trim(line.substr(colon + 1)));
    }
    begin = end;
  }
  return "";
}

LoadResult run_load(const Load& load) {
  std::vector<Connection> connections(load.connections);
  const int poll = epoll_create1(0);
  LoadResult result;
  result.latencies_us.reserve(load.requests);
  std::size_t sent = 0;
  const auto send_next = [&](std::size_t index) {
    send_all(connections[index].descriptor, load.make_request(index));
    connections[index].sent_at = Clock::now();
    ++sent;
  };
  for (std::size_t index = 0; index < connections.size(); ++index) {
    connections[index].descriptor = connect_to(load.port);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = index;
    epoll_ctl(poll, EPOLL_CTL_ADD, connections[index].descriptor, &event);
  }
  const auto began_at = Clock::now();
  for (std::size_t index = 0; index < connections.size() && sent < load.requests; ++index)
    send_next(index);
  std::vector<epoll_event> events(connections.size());
  std::string chunk(64 * 1024, '\0');
  while (result.requests < load.requests) {
    const int ready = epoll_wait(poll, events.data(), static_cast<int>(events.size()), 10'000);
    if (ready <= 0) throw std::runtime_error("no answer for ten seconds");
    for (int i = 0; i < ready; ++i) {
      const auto index = static_cast<std::size_t>(events[static_cast<std::size_t>(i)].data.u64);
      auto& connection = connections[index];
      const auto got = recv(connection.descriptor, chunk.data(), chunk.size(), 0);
      if (got <= 0) throw std::runtime_error("connection closed by the server");
      connection.received.append(chunk, 0, static_cast<std::size_t>(got));
      const auto answer = take_answer(connection.received);
      if (!answer) continue;
      const auto latency = Clock::now() - connection.sent_at;
      result.latencies_us.push_back(static_cast<std::uint32_t>(
          std::chrono::duration_cast<std::chrono::microseconds>(latency).count()
      ));
      ++result.requests;
      if (!load.read_answer(index, *answer)) {
        throw std::runtime_error(
            "unexpected answer " + std::to_string(answer->status) + ": " +
            answer->body.substr(0, 300)
        );
      }
      if (sent < load.requests) send_next(index);
    }
  }
  result.seconds = std::chrono::duration<double>(Clock::now() - began_at).count();
  for (const auto& connection : connections)
    close(connection.descriptor);
  close(poll);
  return result;
}

Line::Line(std::uint16_t port) : descriptor_(connect_to(port)) {}

Line::~Line() {
  close(descriptor_);
}

Answer Line::ask(const std::string& request) {
  send_all(descriptor_, request);
  std::string received;
  std::string chunk(64 * 1024, '\0');
  while (true) {
    if (auto answer = take_answer(received)) return std::move(*answer);
    const auto got = recv(descriptor_, chunk.data(), chunk.size(), 0);
    if (got <= 0) throw std::runtime_error("connection closed by the server");
    received.append(chunk, 0, static_cast<std::size_t>(got));
  }
}

Answer send_once(std::uint16_t port, const std::string& request) {
  return Line(port).ask(request);
}

}  // namespace daemun::bench
