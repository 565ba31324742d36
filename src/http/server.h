// The door: listeners, one event loop a core, the session of every connection.
#ifndef DAEMUN_HTTP_SERVER_H
#define DAEMUN_HTTP_SERVER_H

#include "base/task.h"
#include "http/request.h"
#include "http/response.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace daemun::http {

struct TlsFiles {
  std::string certificate_path;  // PEM chain
  std::string private_key_path;  // PEM
};

struct ListenerConfig {
  Listener listener = Listener::user;
  std::string address = "0.0.0.0";
  std::uint16_t port = 0;  // 0: any free port, see Server::port
  std::optional<TlsFiles> tls;
};

// A path that takes larger bodies, if their length is given. Who sends one has not said yet who
// they are, so a loop reads few of them at once; one more is answered 503.
struct LargeBodies {
  std::string path;
  std::size_t bytes = 0;
  std::size_t at_once = 2;
};

struct Limits {
  std::size_t header_bytes = 16 * 1024;
  std::size_t body_bytes = 64 * 1024;
  std::size_t target_bytes = 8 * 1024;
  LargeBodies large_bodies{};
  std::chrono::seconds head_deadline{10};  // from the first byte (or accept) to the end of the head
  std::chrono::seconds body_deadline{20};  // from the end of the head to the end of the body
  std::chrono::seconds idle_timeout{60};   // between requests
  std::chrono::seconds write_deadline{20};
  std::size_t connections_per_loop = 10'000;
  std::size_t requests_per_loop = 1'000;  // in flight; over it 503 with Retry-After
  std::chrono::seconds drain{15};
  // Deadlines are looked at this often, so they are late by as much.
  std::chrono::milliseconds sweep_interval{1000};
};

enum class TrustProxyHeader { no, yes };

struct ServerConfig {
  std::vector<ListenerConfig> listeners;
  unsigned loops = 0;  // 0: one a core
  Limits limits;
  TrustProxyHeader trust_proxy_header = TrustProxyHeader::no;
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
  };
  Statistics statistics() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace daemun::http

#endif
