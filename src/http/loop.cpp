#include "http/loop.h"

#include "base/clock.h"
#include "base/http_date.h"
#include "base/log.h"
#include "http/session.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <utility>

namespace daemun::http {

namespace asio = boost::asio;

namespace {

constexpr auto as_result = asio::as_tuple(use_task);

void log_failure(std::exception_ptr failure) {
  if (!failure) return;
  try {
    std::rethrow_exception(failure);
  } catch (const std::exception& error) {
    log_error("connection_failed", {{"reason", error.what()}});
  }
}

// One attempt without waiting: a server that is full does not queue answers.
void reject_connection(TcpSocket socket) {
  constexpr std::string_view answer =
      "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\n"
      "Content-Length: 0\r\n\r\n";
  boost::system::error_code ignored;
  socket.non_blocking(true, ignored);
  socket.write_some(asio::buffer(answer.data(), answer.size()), ignored);
}

// How much of an answer the kernel keeps for a client that does not read.
void limit_unsent_bytes(TcpSocket& socket) {
  constexpr int max_unsent_bytes = 128 * 1024;
  boost::system::error_code ignored;
  socket.set_option(
      asio::detail::socket_option::integer<IPPROTO_TCP, TCP_NOTSENT_LOWAT>(max_unsent_bytes),
      ignored
  );
}

// Behind a proxy all connections come from it, and how many wait is its own affair.
TableLimits table_limits_of(const DoorSettings& settings) {
  const bool is_proxied = settings.trust_proxy_header == TrustProxyHeader::yes;
  const Limits& limits = settings.limits;
  return {
      .waiting_per_network = is_proxied ? 0 : limits.waiting_per_network_and_loop,
      .held_bytes = limits.held_bytes_per_loop};
}

}  // namespace

Loop::Loop(std::shared_ptr<const DoorSettings> settings)
    : settings_(std::move(settings)),
      connections_(table_limits_of(*settings_), counters_.connections_ended),
      date_(to_http_date(SystemClock().now())) {}

void Loop::run() {
  now_ = std::chrono::steady_clock::now();
  for (std::size_t index = 0; index < listeners.size(); ++index) {
    asio::co_spawn(io_.get_executor(), accept_connections(index), log_failure);
  }
  asio::co_spawn(io_.get_executor(), sweep(), log_failure);
  io_.run();
}

void Loop::begin_drain() {
  asio::post(io_.get_executor(), [this] { drain(); });
}

void Loop::drain() {
  if (std::exchange(draining_, true)) return;
  drain_deadline_ = std::chrono::steady_clock::now() + settings_->limits.drain;
  for (BoundListener& listener : listeners) {
    boost::system::error_code ignored;
    listener.acceptor.close(ignored);
  }
  for (Connection& connection : connections_.all())
    connection.drain();
  if (connections_.all().empty()) io_.stop();
}

void Loop::close() {
  for (Connection& connection : connections_.all())
    connection.abort();
  boost::system::error_code ignored;
  for (BoundListener& listener : listeners)
    listener.acceptor.close(ignored);
  timer_.cancel();
  // The last connection to go stops the loop, perhaps before all that waits has run.
  std::size_t ran = 0;
  do {
    io_.restart();
    ran = io_.poll();
  } while (ran > 0);
}

SteadyTime Loop::deadline_after(std::chrono::seconds duration) const {
  return now_ + duration + settings_->limits.sweep_interval;
}

void Loop::add(Connection& connection, std::string network) {
  connections_.add(connection, std::move(network));
  increment(counters_.connections_open);
}

void Loop::remove(Connection& connection) {
  connections_.remove(connection);
  decrement(counters_.connections_open);
  if (draining_ && connections_.all().empty()) io_.stop();
}

Task<void> Loop::accept_connections(std::size_t index) {
  BoundListener& listener = listeners[index];
  while (listener.acceptor.is_open()) {
    auto [error, socket] = co_await listener.acceptor.async_accept(as_result);
    if (!listener.acceptor.is_open()) break;
    if (error) {
      // Out of descriptors, most likely: give connections time to end instead of spinning.
      connections_.end_one_waiting();
      log_warning("accept_failed", {{"reason", error.message()}});
      SteadyTimer pause(io_.get_executor(), std::chrono::milliseconds(100));
      auto waited = co_await pause.async_wait(as_result);
      static_cast<void>(waited);
    } else if (!has_room()) {
      increment(counters_.rejected_overload);
      if (!listener.tls) reject_connection(std::move(socket));
    } else {
      start_session(listener, std::move(socket));
    }
  }
}

// A full loop ends a connection that only waits for the sake of a new one.
bool Loop::has_room() {
  if (counters_.connections_open < settings_->limits.connections_per_loop) return true;
  return connections_.end_one_waiting();
}

void Loop::start_session(const BoundListener& listener, TcpSocket socket) {
  boost::system::error_code error;
  socket.set_option(asio::ip::tcp::no_delay(true), error);
  const auto peer = socket.remote_endpoint(error);
  if (error) return;  // already gone
  limit_unsent_bytes(socket);
  const auto address = to_plain_address(peer.address());
  SessionOrigin origin{
      .listener = listener.listener,
      .remote_address = address.to_string(),
      .network = to_network(address),
      .public_scheme = listener.public_scheme};
  if (listener.tls) {
    spawn_session(
        shared_from_this(), TlsStream(std::move(socket), *listener.tls), std::move(origin)
    );
  } else {
    spawn_session(shared_from_this(), std::move(socket), std::move(origin));
  }
}

Task<void> Loop::sweep() {
  for (;;) {
    timer_.expires_after(settings_->limits.sweep_interval);
    auto [error] = co_await timer_.async_wait(as_result);
    if (error) co_return;
    sweep_once();
  }
}

void Loop::sweep_once() {
  now_ = std::chrono::steady_clock::now();
  date_ = to_http_date(SystemClock().now());
  for (Connection& connection : connections_.all()) {
    if (connection.deadline() <= now_) connection.expire();
  }
  if (now_ < drain_deadline_) return;
  log_warning("drain_incomplete", {{"connections", std::to_string(counters_.connections_open)}});
  for (Connection& connection : connections_.all())
    connection.abort();
  io_.stop();
}

}  // namespace daemun::http
