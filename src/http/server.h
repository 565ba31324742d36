// The door: listeners, one event loop a core, the session of every connection.
#ifndef DAEMUN_HTTP_SERVER_H
#define DAEMUN_HTTP_SERVER_H

#include "base/task.h"
#include "http/refusal.h"
#include "http/request.h"
#include "http/response.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::http {

struct TlsFiles {
  std::string certificate_path;  // PEM chain
  std::string private_key_path;  // PEM
};

// The scheme by which browsers reach the listener, perhaps through a proxy that ends TLS.
enum class PublicScheme { http, https };

struct ListenerConfig {
  Listener listener = Listener::user;
  PublicScheme public_scheme = PublicScheme::http;
  std::string address = "0.0.0.0";
  std::uint16_t port = 0;  // 0: any free port, see Server::port
  std::optional<TlsFiles> tls;
};

// A path that takes bodies of another length; one that ends in '/' stands for all below it.
struct BodyLimit {
  std::string_view path;  // a literal
  std::size_t bytes = 0;
};

struct Limits {
  std::size_t header_bytes = 16 * 1024;
  std::size_t body_bytes = 64 * 1024;
  std::vector<BodyLimit> body_limits{};  // the first that names the path counts
  std::size_t target_bytes = 8 * 1024;
  std::chrono::seconds head_deadline{10};  // from the first byte (or accept) to the end of the head
  std::chrono::seconds body_deadline{20};  // from the end of the head to the end of the body
  std::chrono::seconds idle_timeout{60};   // between requests
  std::chrono::seconds write_deadline{20};
  std::size_t connections_per_loop = 10'000;
  // Connections of one network between requests; one more ends the one that has waited longest.
  // Not counted behind a trusted proxy.
  std::size_t waiting_per_network_and_loop = 500;
  // Request bodies and the unsent rest of answers; over it those that are slowest to come and go
  // are ended. What answers share is not counted.
  std::size_t held_bytes_per_loop = 32 * 1024 * 1024;
  std::size_t requests_per_loop = 1'000;  // in flight; over it 503 with Retry-After
  std::chrono::seconds drain{15};
  // Deadlines are looked at this often, so they are late by as much.
  std::chrono::milliseconds sweep_interval{1000};
};

enum class TrustProxyHeader { no, yes };

class ReadyAnswers;

struct ServerConfig {
  std::vector<ListenerConfig> listeners;
  unsigned loops = 0;  // 0: one a core
  Limits limits;
  TrustProxyHeader trust_proxy_header = TrustProxyHeader::no;
  RefusalView refusal_view{};             // empty: JSON for everybody
  ReadyAnswers* ready_answers = nullptr;  // asked before the application; outlive the server
};

// The application as a function. Exceptions it throws become 500 (503 with Retry-After for
// daemun::Unavailable), logged with the request id. Called on the loops; it must not block.
using Application = std::function<Task<Response>(Request)>;

class Server {
 public:
  // Binds every listener; throws std::runtime_error with the address and reason when it cannot.
  Server(ServerConfig config, Application application);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // The port that a listener got; 0 when there is no such listener.
  std::uint16_t port(Listener listener) const;
  // Serves until stop(); returns when drained, or when Limits::drain is over. A handler that still
  // waits then is resumed by ~Server at the latest, so what handlers use must outlive the Server.
  void run();
  // Stops accepting, finishes what is in flight, then makes run() return. Callable from any thread
  // (not from a signal handler), also before run().
  void stop();

  struct Statistics {
    std::uint64_t requests = 0;
    std::uint64_t connections_open = 0;
    std::uint64_t rejected_overload = 0;
    std::uint64_t rejected_malformed = 0;
    std::uint64_t connections_ended = 0;  // that gave way to others
  };
  Statistics statistics() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace daemun::http

#endif
