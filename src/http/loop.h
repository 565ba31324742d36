// One event loop: what its connections share. Everything but the counters belongs to its thread.
#ifndef DAEMUN_HTTP_LOOP_H
#define DAEMUN_HTTP_LOOP_H

#include "base/task.h"
#include "http/connection_table.h"
#include "http/request_id.h"
#include "http/server.h"

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace daemun::http {

using TcpSocket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;
using TcpAcceptor = boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, Executor>;
using SteadyTimer = boost::asio::basic_waitable_timer<
    std::chrono::steady_clock,
    boost::asio::wait_traits<std::chrono::steady_clock>,
    Executor>;

// Written by one loop, read by anyone.
struct Counters {
  std::atomic<std::uint64_t> requests{0};
  std::atomic<std::uint64_t> connections_open{0};
  std::atomic<std::uint64_t> rejected_overload{0};
  std::atomic<std::uint64_t> rejected_malformed{0};
  std::atomic<std::uint64_t> connections_ended{0};
};

inline void increment(std::atomic<std::uint64_t>& counter) {
  counter.store(counter.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}
inline void decrement(std::atomic<std::uint64_t>& counter) {
  counter.store(counter.load(std::memory_order_relaxed) - 1, std::memory_order_relaxed);
}

// The parts that all loops share, unchanged while they run.
struct DoorSettings {
  Limits limits;
  TrustProxyHeader trust_proxy_header = TrustProxyHeader::no;
  Application application;
  RefusalView refusal_view;
  ReadyAnswers* ready_answers = nullptr;
};

struct BoundListener {
  Listener listener;
  PublicScheme public_scheme;
  std::shared_ptr<boost::asio::ssl::context> tls;  // null: plain
  TcpAcceptor acceptor;
};

class Loop : public std::enable_shared_from_this<Loop> {
 public:
  explicit Loop(std::shared_ptr<const DoorSettings> settings);

  // Serves until drained. The listeners are in place before.
  void run();
  // Callable from any thread.
  void begin_drain();
  // After run(): ends what is left.
  void close();

  const DoorSettings& settings() const { return *settings_; }
  Executor executor() { return io_.get_executor(); }
  Counters& counters() { return counters_; }
  RequestIds& request_ids() { return request_ids_; }
  const std::string& date() const { return date_; }
  bool is_draining() const { return draining_; }
  // At least `duration` from now; accurate to one sweep, which saves reading the clock.
  SteadyTime deadline_after(std::chrono::seconds duration) const;

  void add(Connection& connection, std::string network);
  void remove(Connection& connection);

  ConnectionTable& connections() { return connections_; }

  std::vector<BoundListener> listeners;
  std::size_t requests_in_flight = 0;

 private:
  Task<void> accept_connections(std::size_t index);
  void start_session(const BoundListener& listener, TcpSocket socket);
  bool has_room();
  Task<void> sweep();
  void sweep_once();
  void drain();

  const std::shared_ptr<const DoorSettings> settings_;
  Counters counters_;
  ConnectionTable connections_;
  RequestIds request_ids_;
  std::string date_;
  SteadyTime now_ = std::chrono::steady_clock::now();
  SteadyTime drain_deadline_ = SteadyTime::max();
  bool draining_ = false;
  boost::asio::io_context io_{1};
  SteadyTimer timer_{io_.get_executor()};
};

}  // namespace daemun::http

#endif
