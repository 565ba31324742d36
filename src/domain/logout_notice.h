// That an application is to be told of the end of a session (OpenID Connect Back-Channel Logout
// 1.0). The notice waits in the outbox until app/jobs has sent it.
#ifndef DAEMUN_DOMAIN_LOGOUT_NOTICE_H
#define DAEMUN_DOMAIN_LOGOUT_NOTICE_H

#include "base/id.h"
#include "domain/application.h"
#include "domain/session.h"

#include <optional>
#include <string>
#include <string_view>

namespace daemun {

struct LogoutNotice {
  ApplicationId client_id{};
  UserId user_id{};
  std::optional<std::string> sid{};
  std::string uri{};

  friend bool operator==(const LogoutNotice&, const LogoutNotice&) = default;
};

// Nothing for a client that has no back-channel logout URI.
std::optional<LogoutNotice> make_logout_notice(
    const Application& client, const SessionClient& session_client, const UserId& user
);

std::string to_json_text(const LogoutNotice& notice);
// Nothing for another text.
std::optional<LogoutNotice> parse_logout_notice(std::string_view text);

}  // namespace daemun

#endif
