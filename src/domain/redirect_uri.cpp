#include "domain/redirect_uri.h"

#include "base/ascii_uri.h"
#include "base/text.h"
#include "domain/uri_pattern.h"

#include <algorithm>
#include <optional>

namespace daemun {
namespace {

constexpr char wildcard = '*';

bool has_wildcard(std::string_view text) {
  return text.find(wildcard) != std::string_view::npos;
}

// Schemes whose URIs a browser runs or reads instead of visiting, or that are no app's.
bool is_dangerous_scheme(std::string_view scheme) {
  constexpr std::string_view dangerous[] = {
      "javascript",
      "data",
      "vbscript",
      "file",
      "blob",
      "about",
      "view-source",
      "filesystem",
      "jar",
      "ftp",
      "ws",
      "wss"};
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

// Also hidden behind escapes and path parameters ("..;a"): those climb out of a wildcard's folder
// (CVE-2026-3872).
bool has_dot_segments(std::string_view path) {
  const auto segments = split_words(to_careless_path(path), '/');
  return std::any_of(segments.begin(), segments.end(), [](const std::string& segment) {
    const auto name = segment.substr(0, segment.find(';'));
    return name == "." || name == "..";
  });
}

// One label for one label: a `*` never crosses a dot.
bool matches_host(std::string_view pattern, std::string_view host) {
  while (true) {
    const auto pattern_end = pattern.find('.');
    const auto host_end = host.find('.');
    if (!matches_wildcards(
            pattern.substr(0, pattern_end), host.substr(0, host_end), Gap::at_least_one
        )) {
      return false;
    }
    const bool pattern_ends = pattern_end == std::string_view::npos;
    const bool host_ends = host_end == std::string_view::npos;
    if (pattern_ends || host_ends) return pattern_ends && host_ends;
    pattern.remove_prefix(pattern_end + 1);
    host.remove_prefix(host_end + 1);
  }
}

// At most two `*` in all; in a host the last two labels are literal.
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

// A URI in any letters.
std::optional<Uri> parse_letters(std::string_view text) {
  const auto ascii = to_ascii_uri(text);
  return ascii ? parse_uri(*ascii) : std::nullopt;
}

// A web URI in the parts in which it is written: nothing is normalised.
struct WrittenUri {
  std::string_view scheme{};
  std::string_view host{};
  std::string_view port{};   // with its colon
  std::string_view path{};   // "/" when there is none: no client can send anything else
  std::string_view query{};  // with its question mark
};

// Of a text that parse_uri or parse_pattern has let through, without userinfo and fragment.
std::optional<WrittenUri> take_apart(std::string_view text) {
  const auto scheme_end = text.find("://");
  if (scheme_end == std::string_view::npos) return std::nullopt;
  WrittenUri parts{.scheme = text.substr(0, scheme_end)};
  auto rest = text.substr(scheme_end + 3);
  parts.host = rest.substr(0, rest.find_first_of("/?"));
  rest.remove_prefix(parts.host.size());
  const auto colon = parts.host.rfind(':');
  // The colons of an IPv6 address are inside brackets.
  if (colon != std::string_view::npos && parts.host.find(']', colon) == std::string_view::npos) {
    parts.port = parts.host.substr(colon);
    parts.host.remove_suffix(parts.port.size());
  }
  parts.path = rest.substr(0, rest.find('?'));
  parts.query = rest.substr(parts.path.size());
  if (parts.path.empty()) parts.path = "/";
  return parts;
}

bool matches_one(
    const Uri& requested,
    const WrittenUri& written,
    std::string_view registered,
    LoopbackPort loopback
) {
  const bool is_pattern = has_wildcard(registered);
  if (is_pattern && (!parse_pattern(registered) || has_dot_segments(requested.path))) return false;
  const auto known = take_apart(registered);
  if (!known || known->scheme != written.scheme || known->query != written.query) return false;
  if (is_pattern) {
    return known->port == written.port && matches_host(known->host, written.host) &&
           matches_wildcards(known->path, written.path, Gap::may_be_empty);
  }
  const bool any_port =
      loopback == LoopbackPort::any && written.scheme == "http" && is_loopback_host(requested);
  return known->host == written.host && known->path == written.path &&
         (any_port || known->port == written.port);
}

}  // namespace

bool matches_redirect_uri(
    std::string_view requested, const std::vector<std::string>& registered, LoopbackPort loopback
) {
  if (requested.size() > max_redirect_uri_bytes || has_wildcard(requested)) return false;
  if (!is_ascii(requested))
    return contains(registered, requested) && is_valid_redirect_uri(requested);
  const auto uri = parse_uri(requested);
  if (!uri || uri->has_fragment || is_dangerous_scheme(uri->scheme)) return false;
  // RFC 9700 2.1: to the letter.
  if (contains(registered, requested)) return true;
  const auto written = take_apart(requested);
  if (!written || !is_http_scheme(*uri) || !uri->userinfo.empty()) return false;
  return std::any_of(registered.begin(), registered.end(), [&](const std::string& known) {
    return is_ascii(known) && matches_one(*uri, *written, known, loopback);
  });
}

bool matches_origin(std::string_view registered, const Uri& origin) {
  if (has_wildcard(registered)) {
    const auto pattern = parse_pattern(registered);
    return pattern && pattern->uri.scheme == origin.scheme && pattern->uri.port == origin.port &&
           matches_host(pattern->host, origin.host);
  }
  const auto known = parse_letters(registered);
  return known && is_http_scheme(*known) && to_origin(*known) == to_origin(origin);
}

bool is_valid_redirect_uri(std::string_view uri) {
  if (uri.size() > max_redirect_uri_bytes) return false;
  if (has_wildcard(uri)) {
    const auto pattern = parse_pattern(uri);
    return pattern && !has_dot_segments(pattern->path);
  }
  const auto parsed = parse_letters(uri);
  if (!parsed || parsed->has_fragment) return false;
  if (!is_http_scheme(*parsed)) return is_custom_scheme(parsed->scheme);
  return parsed->userinfo.empty() && !parsed->host.empty() && !has_dot_segments(parsed->path);
}

bool is_valid_origin(std::string_view origin) {
  std::optional<Uri> uri;
  if (has_wildcard(origin)) {
    if (auto pattern = parse_pattern(origin)) uri = std::move(pattern->uri);
  } else if (auto parsed = parse_letters(origin)) {
    uri = std::move(*parsed);
  }
  return uri && is_http_scheme(*uri) && uri->userinfo.empty() && !uri->host.empty() &&
         (uri->path.empty() || uri->path == "/") && !uri->has_query && !uri->has_fragment;
}

}  // namespace daemun
