#include "http/session.h"

#include "base/log.h"
#include "base/unavailable.h"
#include "http/chunked_body.h"
#include "http/forwarded.h"
#include "http/head.h"
#include "http/read_buffer.h"
#include "http/ready_answer.h"
#include "http/refusal.h"
#include "http/response_writer.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace daemun::http {

namespace asio = boost::asio;

namespace {

constexpr auto as_result = asio::as_tuple(use_task);
constexpr std::size_t max_kept_output = 16 * 1024;
// How long and how much of a refused client's data is still read, so that the refusal is not lost
// in a connection reset (RFC 9112 9.6).
constexpr std::chrono::seconds linger_time{2};
constexpr std::size_t linger_bytes = 256 * 1024;

constexpr Refusal unavailable{503, "The service is not available right now. Try again shortly."};
constexpr Refusal internal_error{500, "Internal server error."};

template <typename Stream>
class Session final : public Connection {
 public:
  Session(std::shared_ptr<Loop> loop, Stream stream, SessionOrigin origin)
      : loop_(std::move(loop)),
        stream_(std::move(stream)),
        origin_(std::move(origin)),
        input_(settings().limits.header_bytes + 2) {
    loop_->add(*this, origin_.network);
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
    // Requests that have arrived meanwhile are still answered.
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

  // The things that the connection waits for; each has its deadline.
  enum class Phase { idle, head, body, handler, write, linger };

  const DoorSettings& settings() const { return loop_->settings(); }

  SteadyTime deadline_of(Phase phase) const {
    const Limits& limits = settings().limits;
    switch (phase) {
      case Phase::idle:
        return loop_->deadline_after(limits.idle_timeout);
      case Phase::head:
        return loop_->deadline_after(limits.head_deadline);
      case Phase::body:
        return loop_->deadline_after(limits.body_deadline);
      case Phase::write:
        return loop_->deadline_after(limits.write_deadline);
      case Phase::linger:
        return loop_->deadline_after(linger_time);
      case Phase::handler:
        break;
    }
    return SteadyTime::max();
  }

  void enter(Phase phase) {
    phase_ = phase;
    deadline_ = deadline_of(phase);
    if (phase == Phase::idle || phase == Phase::head)
      loop_->connections().begin_waiting(*this);
    else
      loop_->connections().end_waiting(*this);
  }

  void hold(std::size_t bytes, Release release = Release::possible) {
    loop_->connections().hold(*this, bytes, release);
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

  Task<void> read_body() {
    std::optional<ChunkedBody> chunks;
    if (head_.framing == Framing::chunked) {
      chunks.emplace(head_.body_limit, settings().limits.header_bytes);
    }
    bool complete = take_body(chunks);
    if (!complete && !ending_ && head_.expects_continue) {
      output_ += "HTTP/1.1 100 Continue\r\n\r\n";
      if (!send_at_once()) co_await send_rest();
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
      hold(chunks ? chunks->held_bytes() : head_.request.body.size());
    }
    hold(head_.request.body.size(), Release::impossible);
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
      apply_forwarded(request);
    } else {
      hide_local_proxy(request);
    }
    request_id_ = request.request_id;
    answer_scheme_ = answer_scheme(request);
    const Method method = request.method;
    enter(Phase::handler);
    answer_ = co_await respond();
    hold(0);
    if (gone_) co_return;

    ending_ = ending_ || !head_.keep_alive || loop_->is_draining();
    write_answer(method);
    if (!send_at_once()) co_await send_rest();
    answer_ = Response();
    if (!ending_) enter(input_.bytes().empty() ? Phase::idle : Phase::head);
  }

  // Browsers keep to https from then on (RFC 6797). A proxy that is not believed cannot say that it
  // speaks https, but the server's own address can.
  std::string_view answer_scheme(const Request& request) const {
    const bool is_told = settings().trust_proxy_header == TrustProxyHeader::yes &&
                         request.header("x-forwarded-proto").has_value();
    const bool is_public = !is_told && origin_.public_scheme == PublicScheme::https;
    return is_public || request.scheme == "https" ? "https" : "http";
  }

  Task<Response> respond() {
    increment(loop_->counters().requests);
    const bool is_full = loop_->requests_in_flight >= settings().limits.requests_per_loop ||
                         loop_->connections().is_full();
    if (is_full) {
      increment(loop_->counters().rejected_overload);
      co_return refused(see_request(head_.request), unavailable);
    }
    const InFlight in_flight(*loop_);
    const Request seen = see_request(head_.request);
    Refusal reason = internal_error;
    try {
      auto* ready_answers = settings().ready_answers;
      if (ready_answers != nullptr && ready_answers->covers(head_.request)) {
        ready_ = co_await ready_answers->find(&head_.request);
        if (ready_) co_return Response();
      }
      co_return co_await settings().application(std::move(head_.request));
    } catch (const Unavailable& error) {
      log_warning("request_unavailable", {{"requestId", request_id_}, {"reason", error.what()}});
      reason = unavailable;
    } catch (const std::exception& error) {
      log_error("request_failed", {{"requestId", request_id_}, {"reason", error.what()}});
    }
    co_return refused(seen, reason);
  }

  // As the application shows it to whom asked.
  Response refused(Request seen, const Refusal& refusal) const {
    seen.listener = origin_.listener;
    seen.request_id = request_id_;
    if (!settings().refusal_view) return to_response(refusal);
    try {
      return settings().refusal_view(seen, refusal);
    } catch (const std::exception& error) {
      log_error("refusal_view_failed", {{"requestId", request_id_}, {"reason", error.what()}});
    }
    return to_response(refusal);
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
        answer_scheme_,
        request_id_,
        loop_->date()};
  }

  // Appends the ready answer or answer_ to what is to be sent.
  void write_answer(Method method) {
    if (ready_) {
      ready_->append_to(output_, answer_context(method));
      ready_.reset();
      return;
    }
    try {
      rest_ = append_response(output_, answer_, answer_context(method));
    } catch (const std::invalid_argument& error) {
      log_error("request_failed", {{"requestId", request_id_}, {"reason", error.what()}});
      append_response(output_, to_response(internal_error), answer_context(method));
    }
  }

  // The door's own answer to what is no request.
  Task<void> refuse() {
    expired_ = false;
    increment(loop_->counters().rejected_malformed);
    request_id_ = loop_->request_ids().next();
    answer_scheme_ = is_tls || origin_.public_scheme == PublicScheme::https ? "https" : "http";
    const bool is_body = phase_ == Phase::body;
    answer_ = refused(
        is_body ? see_request(head_.request) : see_request(input_.bytes()),
        {refusal_->status, refusal_->description}
    );
    hold(0);
    write_answer(Method::get);
    if (!send_at_once()) co_await send_rest();
  }

  std::array<asio::const_buffer, 2> unsent() const {
    std::array<asio::const_buffer, 2> buffers{
        asio::buffer(output_), asio::buffer(rest_.data(), rest_.size())};
    buffers[1] += sent_ - std::min(sent_, output_.size());
    buffers[0] += sent_;
    return buffers;
  }

  // Writes output_ and rest_. True when the socket's buffer took them whole, which is nearly always
  // so: then there is nothing to wait for, and no coroutine to make for it.
  bool send_at_once() {
    if constexpr (!is_tls) {
      boost::system::error_code ignored;
      sent_ = stream_.write_some(unsent(), ignored);
    }
    if (sent_ < output_.size() + rest_.size()) return false;
    end_sending();
    return true;
  }

  // Ends the connection when that fails.
  Task<void> send_rest() {
    enter(Phase::write);
    hold(output_.capacity() + answer_.body.capacity());
    auto [error, size] = co_await asio::async_write(stream_, unsent(), as_result);
    if (error || expired_) ending_ = gone_ = true;
    hold(0);
    end_sending();
  }

  void end_sending() {
    sent_ = 0;
    rest_ = {};
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
  Response answer_;
  std::shared_ptr<const ReadyAnswer> ready_;  // in the place of answer_
  std::string output_;                        // what of the answer is sent first
  std::string_view rest_;                     // of answer_, sent from where it is
  std::size_t sent_ = 0;                      // of both
  std::string request_id_;
  std::string_view answer_scheme_ = "http";
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
