#include "app/logout_delivery.h"

#include "base/encoding.h"
#include "base/log.h"

#include <algorithm>

namespace daemun::app {
namespace {

constexpr std::size_t messages_at_once = 10;
constexpr std::chrono::milliseconds request_timeout{5'000};

}  // namespace

Milliseconds delivery_pause(std::int64_t attempts) {
  constexpr Milliseconds first = std::chrono::seconds(10);
  constexpr Milliseconds longest = std::chrono::hours(1);
  constexpr std::int64_t doublings_to_longest = 9;
  const auto doublings = std::clamp<std::int64_t>(attempts, 0, doublings_to_longest);
  return std::min<Milliseconds>(longest, first * (1LL << doublings));
}

void LogoutDelivery::run_due() {
  const auto messages = run_task(outbox_.list_due(tenant_.clock.now(), messages_at_once));
  if (messages.empty()) return;
  boost::asio::io_context loop(1);
  for (const auto& message : messages) {
    boost::asio::co_spawn(
        loop.get_executor(),
        deliver(message),
        [id = message.id](std::exception_ptr error) {
          if (!error) return;
          // It stays in the outbox: its claim has moved it to a later time.
          try {
            std::rethrow_exception(error);
          } catch (const std::exception& reason) {
            log_warning("logout_delivery.failed", {{"message", id}, {"error", reason.what()}});
          }
        }
    );
  }
  loop.run();
}

Task<void> LogoutDelivery::deliver(storage::OutboxMessage message) {
  const TimePoint now = tenant_.clock.now();
  storage::Plan claim;
  claim.add(outbox_.claim(message.id, message.attempts, now + delivery_pause(message.attempts)));
  const auto claimed = co_await tenant_.database.commit(std::move(claim));
  if (!claimed) co_return;  // another node sends it

  auto notice = oidc::parse_logout_notice(message.payload);
  if (message.kind != oidc::backchannel_logout_kind || !notice) {
    give_up(message, "the message is of no known kind");
    co_await remove(message.id);
    co_return;
  }
  const bool is_delivered = co_await send(message, std::move(*notice));
  const bool is_too_old = now - message.created_at >= delivery_lifetime;
  if (!is_delivered && is_too_old) give_up(message, "not delivered within a day");
  if (is_delivered || is_too_old) co_await remove(message.id);
}

Task<bool> LogoutDelivery::send(storage::OutboxMessage message, oidc::LogoutNotice notice) {
  const std::string url = notice.uri;
  const std::string client_id = notice.client_id.value();
  const std::string token =
      co_await oidc::make_logout_token(tenant_, keys_, std::move(notice), message.id);
  http::ClientRequest request;
  request.method = http::Method::post;
  request.url = url;
  request.headers.push_back({"content-type", "application/x-www-form-urlencoded"});
  request.body = "logout_token=" + to_form_encoded(token);
  request.timeout = request_timeout;
  request.max_response_bytes = 16 * 1024;
  const auto response = co_await client_.send(std::move(request));
  // 2.8: 200; some frameworks answer 204.
  const bool is_accepted = response && (response->status == 200 || response->status == 204);
  if (!is_accepted) {
    log_warning(
        "logout_delivery.refused",
        {{"client_id", client_id},
         {"attempt", message.attempts + 1},
         {"reason",
          response ? "status " + std::to_string(response->status) : response.error().description}}
    );
  }
  co_return is_accepted;
}

Task<void> LogoutDelivery::remove(std::string id) {
  storage::Plan plan;
  plan.add(outbox_.remove(id));
  // Removing cannot conflict: any number of rows will do.
  static_cast<void>(co_await tenant_.database.commit(std::move(plan)));
}

void LogoutDelivery::give_up(const storage::OutboxMessage& message, std::string_view reason) const {
  log_error(
      "logout_delivery.dropped",
      {{"message", message.id},
       {"tenant", tenant_.tenant.value()},
       {"kind", message.kind},
       {"attempts", message.attempts + 1},
       {"reason", reason}}
  );
}

}  // namespace daemun::app
