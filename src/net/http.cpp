#include "net/http.h"

#include "base/text.h"

#include <array>

namespace daemun::net {

const std::string* find_header(const std::vector<Header>& headers, std::string_view name) {
  for (const Header& header : headers) {
    if (equals_ignoring_ascii_case(header.name, name)) return &header.value;
  }
  return nullptr;
}

std::string_view to_string(HttpError::Code code) {
  constexpr std::array<std::string_view, 8> names{
      "invalid_url",
      "blocked_address",
      "resolve_failed",
      "connect_failed",
      "tls_failed",
      "timed_out",
      "too_large",
      "protocol_error",
  };
  static_assert(names.size() == static_cast<std::size_t>(HttpError::Code::protocol_error) + 1);
  return names[static_cast<std::size_t>(code)];
}

}  // namespace daemun::net
