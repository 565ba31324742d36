#include "daemun/auth/session/redis_connection.h"

#include <hiredis/hiredis.h>

#include <algorithm>
#include <cerrno>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdexcept>
#include <string_view>
#include <sys/time.h>
#include <time.h>
#include <utility>

namespace daemun::auth {

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t max_idle = 16;

struct FreeReply {
  void operator()(redisReply* reply) const { freeReplyObject(reply); }
};
using ReplyHandle = std::unique_ptr<redisReply, FreeReply>;
using Answer = std::variant<RedisReply, RedisRefusal>;

[[noreturn]] void fail(std::string_view what) {
  throw std::runtime_error("session store: redis: " + std::string(what));
}

timeval to_timeval(Milliseconds time) {
  timeval value{};
  value.tv_sec = static_cast<decltype(value.tv_sec)>(time.count() / 1000);
  value.tv_usec = static_cast<decltype(value.tv_usec)>(time.count() % 1000 * 1000);
  return value;
}

// hiredis writes without MSG_NOSIGNAL: a server that went away would end the whole app by SIGPIPE.
class WithoutSigpipe {
 public:
  WithoutSigpipe() {
    sigset_t pending;
    sigemptyset(&pending);
    sigpending(&pending);
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    // One that is waiting already is not ours to take.
    is_active_ =
        sigismember(&pending, SIGPIPE) == 0 && pthread_sigmask(SIG_BLOCK, &pipe_, &before_) == 0;
  }
  ~WithoutSigpipe() {
    if (!is_active_) return;
    const timespec at_once{};
    while (sigtimedwait(&pipe_, nullptr, &at_once) < 0 && errno == EINTR) {
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  WithoutSigpipe(const WithoutSigpipe&) = delete;
  WithoutSigpipe& operator=(const WithoutSigpipe&) = delete;

 private:
  sigset_t pipe_{};
  sigset_t before_{};
  bool is_active_ = false;
};

std::string text_of(const redisReply& reply) {
  switch (reply.type) {
    case REDIS_REPLY_STRING:
    case REDIS_REPLY_STATUS:
      return std::string(reply.str, reply.len);
    case REDIS_REPLY_NIL:
      return {};
    default:
      fail("an answer of another kind");
  }
}

Answer to_answer(const redisReply& reply) {
  switch (reply.type) {
    case REDIS_REPLY_ERROR: {
      const std::string_view message(reply.str, reply.len);
      return RedisRefusal{std::string(message.substr(0, message.find_first_of(" \r\n")))};
    }
    case REDIS_REPLY_NIL:
      return RedisReply();
    case REDIS_REPLY_INTEGER:
      return RedisReply(std::int64_t{reply.integer});
    case REDIS_REPLY_ARRAY: {
      std::vector<std::string> texts;
      texts.reserve(reply.elements);
      for (std::size_t i = 0; i < reply.elements; ++i)
        texts.push_back(text_of(*reply.element[i]));
      return RedisReply(std::move(texts));
    }
    default:
      return RedisReply(text_of(reply));
  }
}

Answer run(redisContext& context, const std::vector<std::string>& command) {
  std::vector<const char*> texts;
  std::vector<std::size_t> sizes;
  for (const std::string& part : command) {
    texts.push_back(part.data());
    sizes.push_back(part.size());
  }
  const WithoutSigpipe without_sigpipe;
  const ReplyHandle reply(static_cast<redisReply*>(
      redisCommandArgv(&context, static_cast<int>(command.size()), texts.data(), sizes.data())
  ));
  if (!reply) {
    const bool is_late = context.err == REDIS_ERR_IO && (errno == EAGAIN || errno == EWOULDBLOCK);
    fail(is_late ? "no answer in time" : context.errstr);
  }
  return to_answer(*reply);
}

void require_ok(redisContext& context, const std::vector<std::string>& command) {
  const Answer answer = run(context, command);
  if (const auto* refusal = std::get_if<RedisRefusal>(&answer)) {
    fail(command.front() + " was refused: " + refusal->code);
  }
}

// Nothing is to be read from an idle connection but its end.
bool is_silent(const redisContext& context) {
  pollfd wanted{.fd = context.fd, .events = POLLIN, .revents = 0};
  return poll(&wanted, 1, 0) == 0;
}

}  // namespace

void RedisConnections::Free::operator()(redisContext* context) const {
  redisFree(context);
}

RedisConnections::RedisConnections(RedisAddress address) : address_(std::move(address)) {
  const bool has_place = !address_.unix_socket.empty() ||
                         (!address_.host.empty() && address_.port > 0 && address_.port <= 65'535);
  const bool has_time = address_.connect_timeout > Milliseconds(0) &&
                        address_.command_timeout > Milliseconds(0) &&
                        address_.cool_down >= Milliseconds(0);
  if (!has_place || !has_time || address_.database < 0) {
    throw std::invalid_argument("session store: redis: the address or a timeout cannot be");
  }
}

RedisConnections::~RedisConnections() = default;

RedisConnections::Connection RedisConnections::connect() const {
  const timeval timeout = to_timeval(address_.connect_timeout);
  Connection connection(
      address_.unix_socket.empty()
          ? redisConnectWithTimeout(address_.host.c_str(), address_.port, timeout)
          : redisConnectUnixWithTimeout(address_.unix_socket.c_str(), timeout)
  );
  if (!connection) fail("out of memory");
  if (connection->err != 0) fail(connection->errstr);
  if (redisSetTimeout(connection.get(), to_timeval(address_.command_timeout)) != REDIS_OK) {
    fail("the timeout cannot be set");
  }
  if (!address_.password.empty()) {
    std::vector<std::string> auth{"AUTH"};
    if (!address_.username.empty()) auth.push_back(address_.username);
    auth.push_back(address_.password.reveal());
    require_ok(*connection, auth);
  }
  if (address_.database != 0) {
    require_ok(*connection, {"SELECT", std::to_string(address_.database)});
  }
  return connection;
}

RedisConnections::Connection RedisConnections::take() {
  std::vector<Connection> dead;
  const std::lock_guard lock(mutex_);
  while (!idle_.empty()) {
    Connection connection = std::move(idle_.back());
    idle_.pop_back();
    if (is_silent(*connection)) return connection;
    dead.push_back(std::move(connection));
  }
  return nullptr;
}

void RedisConnections::give_back(Connection connection) {
  const std::lock_guard lock(mutex_);
  if (idle_.size() < max_idle) idle_.push_back(std::move(connection));
}

// A server that is frozen must not hold up each thread of the app for the whole timeout.
void RedisConnections::begin() {
  const std::lock_guard lock(mutex_);
  if (!retry_at_) return;
  if (is_trying_ || SteadyClock::now() < *retry_at_) fail("no answer a moment ago");
  is_trying_ = true;
}

void RedisConnections::end_well() {
  const std::lock_guard lock(mutex_);
  retry_at_.reset();
  is_trying_ = false;
}

void RedisConnections::end_badly(SteadyTime begun) {
  const Milliseconds patience = std::min(address_.connect_timeout, address_.command_timeout);
  const SteadyTime now = SteadyClock::now();
  const std::lock_guard lock(mutex_);
  // Those that lie idle lead to the same server and may be as dead.
  idle_.clear();
  is_trying_ = false;
  retry_at_.reset();
  if (now - begun >= patience) retry_at_ = now + address_.cool_down;
}

Answer RedisConnections::send(const std::vector<std::string>& command) {
  begin();
  const SteadyTime begun = SteadyClock::now();
  try {
    Connection connection = take();
    if (!connection) connection = connect();
    Answer answer = run(*connection, command);
    give_back(std::move(connection));
    end_well();
    return answer;
  } catch (...) {
    end_badly(begun);
    throw;
  }
}

}  // namespace daemun::auth
