#include "daemun/auth/web/return_to.h"

#include "base/uri.h"

#include <algorithm>

namespace daemun::auth {

namespace {

constexpr std::size_t max_size = 2'048;

// Browsers drop tabs and line feeds, and take a backslash for a slash (WHATWG URL 4.4).
bool is_plain(char c) {
  return c > 0x20 && c < 0x7f && c != '\\';
}

}  // namespace

std::optional<std::string> to_own_path(std::string_view text, std::string_view origin) {
  if (text.empty() || text.size() > max_size || !std::ranges::all_of(text, is_plain)) {
    return std::nullopt;
  }
  // "//host" is another place with this one's scheme.
  const bool is_path = text.front() == '/' && !text.starts_with("//");
  const auto uri = parse_uri(is_path ? std::string(origin) + std::string(text) : std::string(text));
  if (!uri || !is_http_scheme(*uri) || !uri->userinfo.empty()) return std::nullopt;
  if (to_origin(*uri) != origin) return std::nullopt;
  // "/.//host" is a path to us and may become "//host" on the way.
  if (uri->path.find("//") != std::string::npos) return std::nullopt;
  std::string path = uri->path;
  if (uri->has_query) path += '?' + uri->query;
  if (uri->has_fragment) path += '#' + uri->fragment;
  return path;
}

}  // namespace daemun::auth
