#include "http/server.h"

#include "http/loop.h"
#include "http/tls.h"

#include <algorithm>
#include <stdexcept>
#include <sys/socket.h>
#include <thread>
#include <utility>

namespace daemun::http {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

[[noreturn]] void fail(const ListenerConfig& config, const boost::system::error_code& error) {
  throw std::runtime_error(
      "cannot listen on " + config.address + " port " + std::to_string(config.port) + ": " +
      error.message()
  );
}

tcp::endpoint to_endpoint(const ListenerConfig& config) {
  boost::system::error_code error;
  const std::string& text = config.address == "localhost" ? "127.0.0.1" : config.address;
  const auto address = asio::ip::make_address(text, error);
  if (error) fail(config, error);
  return {address, config.port};
}

enum class SharePort { no, yes };

TcpAcceptor bind(
    Loop& loop, const ListenerConfig& config, tcp::endpoint endpoint, SharePort share
) {
  TcpAcceptor acceptor(loop.executor());
  boost::system::error_code error;
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error && share == SharePort::yes) acceptor.set_option(ReusePort(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (error) fail(config, error);
  return acceptor;
}

}  // namespace

struct Server::State {
  struct Port {
    Listener listener;
    std::uint16_t number;
  };

  std::vector<std::shared_ptr<Loop>> loops;
  std::vector<Port> ports;

  void add_listener(const ListenerConfig& config) {
    const auto tls = config.tls ? make_tls_context(*config.tls) : nullptr;
    tcp::endpoint endpoint = to_endpoint(config);
    // SO_REUSEPORT would let a second server of the same user take half of our connections: one
    // socket without it finds that out.
    if (config.port != 0) bind(*loops.front(), config, endpoint, SharePort::no);
    for (const auto& loop : loops) {
      TcpAcceptor acceptor = bind(*loop, config, endpoint, SharePort::yes);
      boost::system::error_code error;
      endpoint = acceptor.local_endpoint(error);
      if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
      if (error) fail(config, error);
      loop->listeners.push_back({config.listener, config.public_scheme, tls, std::move(acceptor)});
    }
    ports.push_back({config.listener, endpoint.port()});
  }
};

Server::Server(ServerConfig config, Application application) : state_(std::make_unique<State>()) {
  const auto settings = std::make_shared<const DoorSettings>(DoorSettings{
      config.limits,
      config.trust_proxy_header,
      std::move(application),
      std::move(config.refusal_view),
      config.ready_answers});
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  const unsigned count = config.loops == 0 ? cores : config.loops;
  for (unsigned i = 0; i < count; ++i)
    state_->loops.push_back(std::make_shared<Loop>(settings));
  for (const ListenerConfig& listener : config.listeners)
    state_->add_listener(listener);
}

Server::~Server() {
  for (const auto& loop : state_->loops)
    loop->close();
}

std::uint16_t Server::port(Listener listener) const {
  for (const State::Port& port : state_->ports) {
    if (port.listener == listener) return port.number;
  }
  return 0;
}

void Server::run() {
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < state_->loops.size(); ++i) {
    threads.emplace_back([loop = state_->loops[i]] { loop->run(); });
  }
  state_->loops.front()->run();
  for (std::thread& thread : threads)
    thread.join();
}

void Server::stop() {
  for (const auto& loop : state_->loops)
    loop->begin_drain();
}

Server::Statistics Server::statistics() const {
  Statistics sum;
  for (const auto& loop : state_->loops) {
    const Counters& counters = loop->counters();
    sum.requests += counters.requests.load(std::memory_order_relaxed);
    sum.connections_open += counters.connections_open.load(std::memory_order_relaxed);
    sum.rejected_overload += counters.rejected_overload.load(std::memory_order_relaxed);
    sum.rejected_malformed += counters.rejected_malformed.load(std::memory_order_relaxed);
    sum.connections_ended += counters.connections_ended.load(std::memory_order_relaxed);
  }
  return sum;
}

}  // namespace daemun::http
