#include "management/hook_config.h"

#include "base/header_text.h"
#include "base/text.h"
#include "base/uri.h"
#include "domain/hook.h"
#include "management/webhook_request.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace daemun::management {
namespace {

constexpr std::size_t max_url_bytes = 2048;
constexpr std::size_t max_headers = 32;
constexpr std::size_t max_header_bytes = 8 * 1024;  // of all together

// Framing, routing and the connection are the sender's (RFC 9110 7.6.1), as is the signature.
constexpr std::array<std::string_view, 12> reserved_headers{
    "connection",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    webhook_signature_header,
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
};

bool is_reserved(std::string_view name) {
  const auto lower = to_lower_ascii(name);
  return std::find(reserved_headers.begin(), reserved_headers.end(), lower) !=
         reserved_headers.end();
}

}  // namespace

std::optional<std::string> find_hook_config_fault(const json::object& config) {
  const auto parsed = parse_hook_config(config);
  if (parsed.url.size() > max_url_bytes) return "config.url is too long";
  const auto uri = parse_uri(parsed.url);
  // A text that is no URL is kept, as in Logto: each delivery then leaves its error in the log.
  if (uri && !uri->userinfo.empty()) return "config.url must not hold credentials";
  if (parsed.headers.size() > max_headers) return "config.headers has too many headers";
  std::size_t bytes = 0;
  for (const auto& [name, value] : parsed.headers) {
    bytes += name.size() + value.size();
    if (!is_token(name)) return "config.headers has a name that is none";
    if (is_reserved(name)) return "config.headers must not set " + to_lower_ascii(name);
    if (!is_header_value(value)) return "config.headers has a value that is none";
  }
  if (bytes > max_header_bytes) return "config.headers is too large";
  return std::nullopt;
}

}  // namespace daemun::management
