#include "management/webhook_request.h"

#include "base/encoding.h"
#include "base/text.h"
#include "crypto/hmac.h"

#include <algorithm>
#include <utility>

namespace daemun::management {
namespace {

// As Logto sends it: receivers and their firewalls go by it.
constexpr std::string_view user_agent = "Logto (https://logto.io/)";
constexpr std::size_t max_response_bytes = 16 * 1024;

}  // namespace

net::Request make_webhook_request(
    const HookConfig& config, const Secret& signing_key, std::string body
) {
  net::Request request;
  request.method = "POST";
  request.url = config.url;
  request.timeout = webhook_timeout;
  request.max_response_bytes = max_response_bytes;
  request.cuts_response = true;
  for (const auto& [name, value] : config.headers)
    request.headers.push_back({to_lower_ascii(name), value});
  const auto add_default = [&](std::string_view name, std::string_view value) {
    const bool is_given =
        std::any_of(request.headers.begin(), request.headers.end(), [&](const auto& header) {
          return header.name == name;
        });
    if (!is_given) request.headers.push_back({std::string(name), std::string(value)});
  };
  add_default("content-type", "application/json");
  add_default("user-agent", user_agent);
  request.headers.push_back(
      {std::string(webhook_signature_header),
       to_hex(crypto::hmac_sha256(signing_key.reveal(), body))}
  );
  request.body = std::move(body);
  return request;
}

bool is_accepted(const Result<net::Response, net::HttpError>& response) {
  return response && response->status >= 200 && response->status < 300;
}

}  // namespace daemun::management
