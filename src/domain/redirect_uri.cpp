#include "domain/redirect_uri.h"

#include "base/text.h"

#include <algorithm>
#include <optional>

namespace daemun {
namespace {

constexpr char wildcard = '*';

bool has_wildcard(std::string_view text) {
  return text.find(wildcard) != std::string_view::npos;
}

// Schemes whose URIs a browser runs or reads instead of visiting.
bool is_dangerous_scheme(std::string_view scheme) {
  constexpr std::string_view dangerous[] = {
      "javascript", "data", "vbscript", "file", "blob", "about"};
  return std::find(std::begin(dangerous), std::end(dangerous), scheme) != std::end(dangerous);
}

// Logto: ^(?!https?:)[a-z][\d+_a-z-]*(\.[\d+_a-z-]+)*:$
bool is_custom_scheme(std::string_view scheme) {
  if (scheme.empty() || scheme.front() < 'a' || scheme.front() > 'z' || scheme.back() == '.')
    return false;
  if (scheme.find("..") != std::string_view::npos || is_dangerous_scheme(scheme)) return false;
  return std::all_of(scheme.begin(), scheme.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '_' ||
           c == '.';
  });
}

struct Escape {
  std::string_view text;
  char character;
};

// The percent sign first: what was escaped twice is undone twice.
constexpr Escape path_escapes[] = {
    {"%25", '%'}, {"%2e", '.'}, {"%2f", '/'}, {"%5c", '/'}, {"%3b", ';'}};

// The path as a careless server behind the URI may read it.
std::string to_careless_path(std::string_view path) {
  auto text = to_lower_ascii(path);
  for (const auto& escape : path_escapes) {
    for (auto at = text.find(escape.text); at != std::string::npos; at = text.find(escape.text))
      text.replace(at, escape.text.size(), 1, escape.character);
  }
  return text;
}

// Also hidden behind escapes and path parameters ("..;a"): those climb out of a wildcard's folder
// (CVE-2026-3872).
bool has_dot_segments(std::string_view path) {
  const auto segments = split_words(to_careless_path(path), '/');
  return std::any_of(segments.begin(), segments.end(), [](const std::string& segment) {
    const auto name = segment.substr(0, segment.find(';'));
    return name == "." || name == "..";
  });
}

// Matches with `*` standing for one or more characters that `stop` allows.
template <typename Allowed>
bool matches_pattern(
    std::string_view pattern, std::string_view text, bool may_be_empty, Allowed allowed
) {
  const auto star = pattern.find(wildcard);
  if (star == std::string_view::npos) return pattern == text;
  if (text.substr(0, star) != pattern.substr(0, star)) return false;
  const auto rest = pattern.substr(star + 1);
  auto remaining = text.substr(std::min(star, text.size()));
  for (std::size_t taken = 0;; ++taken) {
    if ((taken > 0 || may_be_empty) &&
        matches_pattern(rest, remaining.substr(taken), may_be_empty, allowed)) {
      return true;
    }
    if (taken >= remaining.size() || !allowed(remaining[taken])) return false;
  }
}

bool matches_host(std::string_view pattern, std::string_view host) {
  return matches_pattern(pattern, host, false, [](char c) { return c != '.'; });
}

bool matches_path(std::string_view pattern, std::string_view path) {
  return matches_pattern(pattern, path, true, [](char) { return true; });
}

// At most two `*` in all, so that matching stays cheap; in a host the last two labels are literal.
bool is_safe_wildcard(std::string_view host, std::string_view path) {
  if (std::count(host.begin(), host.end(), wildcard) +
          std::count(path.begin(), path.end(), wildcard) >
      2) {
    return false;
  }
  if (!has_wildcard(host)) return true;
  const auto labels = split_words(host, '.');
  if (labels.size() < 3) return false;
  return !has_wildcard(labels[labels.size() - 1]) && !has_wildcard(labels[labels.size() - 2]);
}

// A registered URI with wildcards, taken apart by hand: `*` is no host character for the URI
// parser.
struct Pattern {
  Uri uri;
  std::string host;
  std::string path;
};

std::optional<Pattern> parse_pattern(std::string_view registered) {
  const auto authority_begin = registered.find("://");
  if (authority_begin == std::string_view::npos) return std::nullopt;
  const auto host_begin = authority_begin + 3;
  auto host_end = registered.find_first_of("/?#", host_begin);
  if (host_end == std::string_view::npos) host_end = registered.size();
  std::string replaced(registered.substr(0, host_end));
  std::replace(
      replaced.begin() + static_cast<std::ptrdiff_t>(host_begin), replaced.end(), wildcard, 'x'
  );
  const auto uri = parse_uri(replaced + std::string(registered.substr(host_end)));
  if (!uri || !is_http_scheme(*uri) || !uri->userinfo.empty() || uri->has_fragment)
    return std::nullopt;
  auto host = to_lower_ascii(registered.substr(host_begin, host_end - host_begin));
  if (const auto colon = host.rfind(':'); colon != std::string::npos) host.resize(colon);
  if (has_wildcard(uri->query) || has_wildcard(uri->port) || host.starts_with('[') ||
      !is_safe_wildcard(host, uri->path)) {
    return std::nullopt;
  }
  auto path = uri->path;
  return Pattern{.uri = *uri, .host = std::move(host), .path = std::move(path)};
}

bool matches_one(const Uri& requested, std::string_view registered, LoopbackPort loopback) {
  if (has_wildcard(registered)) {
    const auto pattern = parse_pattern(registered);
    if (!pattern || !requested.userinfo.empty() || has_dot_segments(requested.path)) return false;
    return pattern->uri.scheme == requested.scheme && pattern->uri.port == requested.port &&
           pattern->uri.query == requested.query && pattern->uri.has_query == requested.has_query &&
           matches_host(pattern->host, requested.host) &&
           matches_path(pattern->path, requested.path);
  }
  auto known = parse_uri(registered);
  if (!known) return false;
  if (loopback == LoopbackPort::any && known->scheme == "http" && is_loopback_host(*known) &&
      is_loopback_host(requested)) {
    known->port = requested.port;
  }
  return *known == requested;
}

}  // namespace

bool matches_redirect_uri(
    std::string_view requested, const std::vector<std::string>& registered, LoopbackPort loopback
) {
  if (has_wildcard(requested)) return false;
  const auto uri = parse_uri(requested);
  if (!uri || uri->has_fragment || is_dangerous_scheme(uri->scheme)) return false;
  return std::any_of(registered.begin(), registered.end(), [&](const std::string& known) {
    return matches_one(*uri, known, loopback);
  });
}

bool matches_origin(std::string_view registered, const Uri& origin) {
  if (has_wildcard(registered)) {
    const auto pattern = parse_pattern(registered);
    return pattern && pattern->uri.scheme == origin.scheme && pattern->uri.port == origin.port &&
           matches_host(pattern->host, origin.host);
  }
  const auto known = parse_uri(registered);
  return known && is_http_scheme(*known) && to_origin(*known) == to_origin(origin);
}

bool is_valid_redirect_uri(std::string_view uri) {
  if (has_wildcard(uri)) {
    const auto pattern = parse_pattern(uri);
    return pattern && !has_dot_segments(pattern->path);
  }
  const auto parsed = parse_uri(uri);
  if (!parsed || parsed->has_fragment) return false;
  if (!is_http_scheme(*parsed)) return is_custom_scheme(parsed->scheme);
  return parsed->userinfo.empty() && !parsed->host.empty() && !has_dot_segments(parsed->path);
}

bool is_valid_origin(std::string_view origin) {
  std::optional<Uri> uri;
  if (has_wildcard(origin)) {
    if (auto pattern = parse_pattern(origin)) uri = std::move(pattern->uri);
  } else if (auto parsed = parse_uri(origin)) {
    uri = std::move(*parsed);
  }
  return uri && is_http_scheme(*uri) && uri->userinfo.empty() && !uri->host.empty() &&
         (uri->path.empty() || uri->path == "/") && !uri->has_query && !uri->has_fragment;
}

}  // namespace daemun
