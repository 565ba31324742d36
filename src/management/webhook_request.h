// The request that tells a webhook of an event: Logto's headers and signature.
#ifndef DAEMUN_MANAGEMENT_WEBHOOK_REQUEST_H
#define DAEMUN_MANAGEMENT_WEBHOOK_REQUEST_H

#include "base/secret.h"
#include "domain/hook.h"
#include "net/http_task.h"

#include <chrono>
#include <string>
#include <string_view>

namespace daemun::management {

inline constexpr std::chrono::milliseconds webhook_timeout = std::chrono::seconds(10);
inline constexpr std::string_view webhook_signature_header = "logto-signature-sha-256";

// The body is sent and signed byte by byte as it is.
net::Request make_webhook_request(
    const HookConfig& config, const Secret& signing_key, std::string body
);

// 2xx. Redirects are not followed, so they are none.
bool is_accepted(const Result<net::Response, net::HttpError>& response);

}  // namespace daemun::management

#endif
