#include "app/logout_sender.h"

#include "base/encoding.h"
#include "base/log.h"

#include <utility>

namespace daemun::app {

Task<Attempt> LogoutSender::send(storage::OutboxMessage message) {
  auto notice = parse_logout_notice(message.payload);
  if (!notice) {
    give_up(message, "the message cannot be read");
    co_return Attempt{.is_over = true};
  }
  const auto client = co_await oidc::find_client(tenant_, notice->client_id);
  if (!client) {
    give_up(message, "the application is gone");
    co_return Attempt{.is_over = true};
  }
  const auto now = tenant_.clock.now();
  const auto outcome = co_await post(message, std::move(*notice));
  // 2.8: 400 is the application's answer, and sending the same again cannot change it.
  if (outcome == Outcome::refused) give_up(message, "the application refused it");
  const bool is_too_old = outcome == Outcome::failed && now - message.created_at >= logout_lifetime;
  if (is_too_old) give_up(message, "not delivered within a day");
  co_return Attempt{
      .is_over = outcome != Outcome::failed || is_too_old,
      .has_failed = outcome == Outcome::failed};
}

Task<LogoutSender::Outcome> LogoutSender::post(
    const storage::OutboxMessage& message, LogoutNotice notice
) {
  const std::string url = notice.uri;
  const std::string client_id = notice.client_id.value();
  const std::string token =
      co_await oidc::make_logout_token(tenant_, keys_, std::move(notice), message.id);
  net::Request request;
  request.method = "POST";
  request.url = url;
  request.headers.push_back({"content-type", "application/x-www-form-urlencoded"});
  request.body = "logout_token=" + to_form_encoded(token);
  request.timeout = timeout();
  request.max_response_bytes = 16 * 1024;
  const auto response = co_await client_.send(std::move(request));
  // 2.8: 200; some frameworks answer 204.
  const bool is_accepted = response && (response->status == 200 || response->status == 204);
  if (!is_accepted) {
    log_warning(
        "logout.refused",
        {{"client_id", client_id},
         {"attempt", message.attempts + 1},
         {"reason",
          response ? "status " + std::to_string(response->status) : response.error().description}}
    );
  }
  if (is_accepted) co_return Outcome::delivered;
  co_return response && response->status == 400 ? Outcome::refused : Outcome::failed;
}

void LogoutSender::give_up(const storage::OutboxMessage& message, std::string_view reason) const {
  log_error(
      "logout.dropped",
      {{"message", message.id},
       {"tenant", tenant_.tenant.value()},
       {"attempts", message.attempts + 1},
       {"reason", reason}}
  );
}

}  // namespace daemun::app
