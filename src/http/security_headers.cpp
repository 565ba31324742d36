#include "http/security_headers.h"

#include "base/text.h"

#include <array>

namespace daemun::http {

namespace {

struct DefaultHeader {
  std::string_view name;
  std::string_view line;
};

// The https one is last, so that the lines of both schemes are one text and its beginning.
constexpr std::array<DefaultHeader, 9> defaults{{
    {"X-Content-Type-Options", "X-Content-Type-Options: nosniff\r\n"},
    {"X-Frame-Options", "X-Frame-Options: SAMEORIGIN\r\n"},
    {"Referrer-Policy", "Referrer-Policy: strict-origin-when-cross-origin\r\n"},
    {"Cross-Origin-Resource-Policy", "Cross-Origin-Resource-Policy: same-origin\r\n"},
    {"Origin-Agent-Cluster", "Origin-Agent-Cluster: ?1\r\n"},
    {"X-Download-Options", "X-Download-Options: noopen\r\n"},
    {"X-Permitted-Cross-Domain-Policies", "X-Permitted-Cross-Domain-Policies: none\r\n"},
    {"X-XSS-Protection", "X-XSS-Protection: 0\r\n"},
    {"Strict-Transport-Security",
     "Strict-Transport-Security: max-age=15552000; includeSubDomains\r\n"},
}};

std::string join_lines() {
  std::string block;
  for (const DefaultHeader& header : defaults)
    block += header.line;
  return block;
}

bool sets_default(const Response& response) {
  for (const Header& header : response.headers) {
    for (const DefaultHeader& row : defaults) {
      if (header.name.size() != row.name.size()) continue;
      if (equals_ignoring_ascii_case(header.name, row.name)) return true;
    }
  }
  return false;
}

}  // namespace

void append_security_headers(std::string& out, const Response& response, std::string_view scheme) {
  static const std::string block = join_lines();
  const bool secure = scheme == "https";
  if (!sets_default(response)) {
    out.append(block, 0, secure ? block.size() : block.size() - defaults.back().line.size());
    return;
  }
  for (std::size_t i = 0; i < defaults.size(); ++i) {
    const bool applies = secure || i + 1 != defaults.size();
    if (applies && response.find(defaults[i].name) == nullptr) out += defaults[i].line;
  }
}

}  // namespace daemun::http
