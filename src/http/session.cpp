#include "http/session.h"

#include "base/json.h"
#include "base/log.h"
#include "base/unavailable.h"
#include "http/chunked_body.h"
#include "http/forwarded.h"
#include "http/head.h"
#include "http/read_buffer.h"
#include "http/response_writer.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/write.hpp>

#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace daemun::http {

namespace asio = boost::asio;

namespace {

constexpr auto as_result = asio::as_tuple(use_task);
constexpr std::size_t max_kept_output = 64 * 1024;
// How long and how much of a refused client's data is still read, so that the refusal is not lost
// in a connection reset (RFC 9112 9.6).
constexpr std::chrono::seconds linger_time{2};
constexpr std::size_t linger_bytes = 256 * 1024;

Response to_message_response(int status, std::string_view message) {
  JsonWriter writer;
  writer.add("message", message);
  return json_response(status, std::move(writer).take());
}

Response to_unavailable_response() {
  Response response = to_message_response(503, "Service unavailable.");
  response.add("Retry-After", "1");
  return response;
}

template <typename Stream>
class Session final : public Connection {
 public:
  Session(std::shared_ptr<Loop> loop, Stream stream, SessionOrigin origin)
      : loop_(std::move(loop)),
        stream_(std::move(stream)),
        origin_(std::move(origin)),
        input_(settings().limits.header_bytes + 2) {
    loop_->add(*this);
  }
  ~Session() override { loop_->remove(*this); }

  Task<void> run() {
    enter(Phase::head);
    if constexpr (is_tls) {
      auto [error] = co_await stream_.async_handshake(asio::ssl::stream_base::server, as_result);
      if (error || expired_) co_return;
    } else {
      boost::system::error_code ignored;
      stream_.non_blocking(true, ignored);
    }
    while (!ending_)
      co_await serve_one();
    if (!gone_) co_await linger();
  }

  void expire() override {
    deadline_ = SteadyTime::max();
    expired_ = true;
    boost::system::error_code ignored;
    if (phase_ == Phase::write) gone_ = true;
    stream_.lowest_layer().cancel(ignored);
  }

  void drain() override {
    // What has arrived meanwhile is still answered.
    const bool between = phase_ == Phase::idle || phase_ == Phase::head;
    if (!between || !input_.bytes().empty()) return;
    boost::system::error_code ignored;
    stream_.lowest_layer().cancel(ignored);
  }

  void abort() override {
    ending_ = true;
    gone_ = true;
    boost::system::error_code ignored;
    stream_.lowest_layer().close(ignored);
  }

 private:
  static constexpr bool is_tls = std::is_same_v<Stream, TlsStream>;

  // What the connection waits for; each has its deadline.
  enum class Phase { idle, head, body, handler, write, linger };

  const DoorSettings& settings() const { return loop_->settings(); }

  void enter(Phase phase) {
    const Limits& limits = settings().limits;
    phase_ = phase;
    switch (phase) {
      case Phase::idle:
        deadline_ = loop_->deadline_after(limits.idle_timeout);
        break;
      case Phase::head:
        deadline_ = loop_->deadline_after(limits.head_deadline);
        break;
      case Phase::body:
        deadline_ = loop_->deadline_after(limits.body_deadline);
        break;
      case Phase::handler:
        deadline_ = SteadyTime::max();
        break;
      case Phase::write:
        deadline_ = loop_->deadline_after(limits.write_deadline);
        break;
      case Phase::linger:
        deadline_ = loop_->deadline_after(linger_time);
        break;
    }
  }

  // One request and its answer, or the end of the connection.
  Task<void> serve_one() {
    bool has_request = take_head();
    while (!has_request && !ending_) {
      if (phase_ != Phase::head && !input_.bytes().empty()) enter(Phase::head);
      auto [error, size] = co_await read_some();
      if (!take_input(error, size)) {
        if (!expired_ || phase_ != Phase::head || input_.bytes().empty())
          gone_ = true;
        else
          refusal_ = HeadError{408, "the request did not arrive in time"};
        ending_ = true;
        break;
      }
      has_request = take_head();
    }
    if (has_request && head_.framing != Framing::none) {
      enter(Phase::body);
      co_await read_body();
    }
    if (ending_) {
      if (refusal_) co_await refuse();
      co_return;
    }
    co_await answer();
  }

  auto read_some() {
    const ReadBuffer::Room room = input_.prepare();
    return stream_.async_read_some(asio::buffer(room.data, room.size), as_result);
  }

  bool take_input(boost::system::error_code error, std::size_t size) {
    if (error || expired_ || ending_) return false;
    input_.commit(size);
    return true;
  }

  // True when head_ is a request; false when there is none yet, or with a refusal.
  bool take_head() {
    // RFC 9112 2.2: one empty line may precede a request.
    if (searched_ == 0 && input_.bytes().starts_with("\r\n")) input_.consume(2);
    const std::string_view bytes = input_.bytes();
    const auto end = find_head_end(bytes, searched_);
    if (!end) {
      searched_ = bytes == "\r" ? 0 : bytes.size();
      if (bytes.size() > settings().limits.header_bytes) {
        stop_with(to_oversize_error(bytes, settings().limits));
      }
      return false;
    }
    searched_ = 0;
    auto head = parse_head(bytes.substr(0, *end), settings().limits);
    if (!head) {
      stop_with(head.error());
      return false;
    }
    head_ = *std::move(head);
    input_.consume(*end);
    return true;
  }

  void stop_with(HeadError reason) {
    refusal_ = reason;
    ending_ = true;
  }

  // While it lives, the loop reads one large body more.
  struct LargeBody {
    explicit LargeBody(Loop& owner) : loop(owner) { ++loop.large_bodies; }
    LargeBody(const LargeBody&) = delete;
    LargeBody& operator=(const LargeBody&) = delete;
    ~LargeBody() { --loop.large_bodies; }
    Loop& loop;
  };

  Task<void> read_body() {
    std::optional<LargeBody> large;
    if (head_.content_length > settings().limits.body_bytes) {
      if (loop_->large_bodies >= settings().limits.large_bodies.at_once) {
        stop_with({503, "too many large bodies at once"});
        co_return;
      }
      large.emplace(*loop_);
    }
    std::optional<ChunkedBody> chunks;
    if (head_.framing == Framing::chunked) chunks.emplace(settings().limits);
    bool complete = take_body(chunks);
    if (!complete && !ending_ && head_.expects_continue) {
      output_ += "HTTP/1.1 100 Continue\r\n\r\n";
      co_await flush();
      if (!ending_) enter(Phase::body);
    }
    while (!complete && !ending_) {
      if (input_.prepare().size == 0) {
        stop_with({400, "malformed chunked body"});  // one chunk head fills the buffer
        break;
      }
      auto [error, size] = co_await read_some();
      if (!take_input(error, size)) {
        if (expired_)
          refusal_ = HeadError{408, "the body did not arrive in time"};
        else
          gone_ = true;
        ending_ = true;
        break;
      }
      complete = take_body(chunks);
    }
  }

  // Moves what has arrived into the request; true when the body is whole.
  bool take_body(std::optional<ChunkedBody>& chunks) {
    std::string& body = head_.request.body;
    if (!chunks) {
      const std::size_t missing = head_.content_length - body.size();
      const std::string_view bytes = input_.bytes().substr(0, missing);
      body += bytes;
      input_.consume(bytes.size());
      return body.size() == head_.content_length;
    }
    const auto used = chunks->feed(input_.bytes());
    if (!used) {
      stop_with(used.error());
      return false;
    }
    input_.consume(*used);
    if (chunks->is_complete()) body = chunks->take();
    return chunks->is_complete();
  }

  // Has the request answered and writes the answer.
  Task<void> answer() {
    Request& request = head_.request;
    request.remote_address = origin_.remote_address;
    request.scheme = is_tls ? "https" : "http";
    request.listener = origin_.listener;
    request.request_id = loop_->request_ids().next();
    if (settings().trust_proxy_header == TrustProxyHeader::yes) {
      if (const auto error = apply_forwarded(request)) {
        stop_with(*error);
        co_await refuse();
        co_return;
      }
    }
    request_id_ = request.request_id;
    scheme_ = request.scheme;
    const Method method = request.method;
    enter(Phase::handler);
    Response response = co_await respond();
    if (gone_) co_return;

    ending_ = ending_ || !head_.keep_alive || loop_->is_draining();
    write_answer(response, method);
    co_await flush();
    if (!ending_) enter(input_.bytes().empty() ? Phase::idle : Phase::head);
  }

  Task<Response> respond() {
    increment(loop_->counters().requests);
    if (loop_->requests_in_flight >= settings().limits.requests_per_loop) {
      increment(loop_->counters().rejected_overload);
      co_return to_unavailable_response();
    }
    const InFlight in_flight(*loop_);
    try {
      co_return co_await settings().application(std::move(head_.request));
    } catch (const Unavailable& error) {
      log_warning("request_unavailable", {{"requestId", request_id_}, {"reason", error.what()}});
      co_return to_unavailable_response();
    } catch (const std::exception& error) {
      log_error("request_failed", {{"requestId", request_id_}, {"reason", error.what()}});
    }
    co_return to_message_response(500, "Internal server error.");
  }

  struct InFlight {
    explicit InFlight(Loop& owner) : loop(owner) { ++loop.requests_in_flight; }
    InFlight(const InFlight&) = delete;
    InFlight& operator=(const InFlight&) = delete;
    ~InFlight() { --loop.requests_in_flight; }
    Loop& loop;
  };

  AnswerContext answer_context(Method method) const {
    return {
        method,
        ending_ ? AfterAnswer::close : AfterAnswer::keep_alive,
        scheme_,
        request_id_,
        loop_->date()};
  }

  void write_answer(const Response& response, Method method) {
    try {
      append_response(output_, response, answer_context(method));
    } catch (const std::invalid_argument& error) {
      log_error("request_failed", {{"requestId", request_id_}, {"reason", error.what()}});
      append_response(
          output_, to_message_response(500, "Internal server error."), answer_context(method)
      );
    }
  }

  // The door's own answer to what is no request.
  Task<void> refuse() {
    expired_ = false;
    increment(loop_->counters().rejected_malformed);
    request_id_ = loop_->request_ids().next();
    scheme_ = is_tls ? "https" : "http";
    write_answer(to_message_response(refusal_->status, refusal_->description), Method::get);
    co_await flush();
  }

  // Writes output_; ends the connection when that fails.
  Task<void> flush() {
    std::size_t sent = 0;
    if constexpr (!is_tls) {
      // Nearly always the whole answer fits into the socket's buffer: no reason to wait for it.
      boost::system::error_code ignored;
      sent = stream_.write_some(asio::buffer(output_), ignored);
    }
    if (sent < output_.size()) {
      enter(Phase::write);
      const auto rest = asio::buffer(output_) + sent;
      auto [error, size] = co_await asio::async_write(stream_, rest, as_result);
      if (error || expired_) ending_ = gone_ = true;
    }
    output_.clear();
    if (output_.capacity() > max_kept_output) output_ = std::string();
  }

  // Ends our direction and waits for the client to end its own.
  Task<void> linger() {
    expired_ = false;
    enter(Phase::linger);
    if constexpr (is_tls) {
      auto [error] = co_await stream_.async_shutdown(as_result);
      static_cast<void>(error);
    } else {
      boost::system::error_code failure;
      stream_.shutdown(asio::socket_base::shutdown_send, failure);
      std::size_t total = 0;
      while (!failure && !expired_ && total < linger_bytes) {
        input_.consume(input_.bytes().size());
        auto [error, size] = co_await read_some();
        failure = error;
        total += size;
      }
    }
  }

  const std::shared_ptr<Loop> loop_;  // first: goes last
  Stream stream_;
  const SessionOrigin origin_;
  Phase phase_ = Phase::head;
  ReadBuffer input_;
  std::size_t searched_ = 0;  // bytes of input_ without an end of a head
  Head head_;
  std::string output_;
  std::string request_id_;
  std::string scheme_;
  std::optional<HeadError> refusal_;
  bool expired_ = false;  // the phase's deadline is over
  bool ending_ = false;   // no further request
  bool gone_ = false;     // nobody there to write to
};

}  // namespace

template <typename Stream>
void spawn_session(std::shared_ptr<Loop> loop, Stream stream, SessionOrigin origin) {
  const Executor executor = loop->executor();
  auto session =
      std::make_shared<Session<Stream>>(std::move(loop), std::move(stream), std::move(origin));
  auto task = session->run();
  asio::co_spawn(executor, std::move(task), [session](std::exception_ptr failure) {
    if (failure) log_error("connection_failed");
  });
}

template void spawn_session(std::shared_ptr<Loop>, TcpSocket, SessionOrigin);
template void spawn_session(std::shared_ptr<Loop>, TlsStream, SessionOrigin);

}  // namespace daemun::http
