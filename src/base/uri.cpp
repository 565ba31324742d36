#include "base/uri.h"

#include "base/encoding.h"
#include "base/text.h"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>

namespace daemun {

namespace {

struct DefaultPort {
  std::string_view scheme;
  std::string_view port;
};

// WHATWG URL 4.2, "special scheme".
constexpr std::array<DefaultPort, 5> default_ports{{
    {"http", "80"},
    {"https", "443"},
    {"ws", "80"},
    {"wss", "443"},
    {"ftp", "21"},
}};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Browsers drop TAB, CR and LF and read a backslash as a slash: a text with one of them would
// mean one host here and another there.
bool has_dangerous_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return c <= ' ' || c >= '\x7f' || c == '\\';
  });
}

// As browsers write it (WHATWG URL 3.5): the longest run of two or more zero groups as "::".
std::string to_ipv6_text(const boost::urls::ipv6_address::bytes_type& bytes) {
  std::array<unsigned, 8> groups;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    groups[i] = static_cast<unsigned>(bytes[2 * i] << 8 | bytes[2 * i + 1]);
  }
  std::size_t run_start = groups.size();
  std::size_t run_length = 1;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    std::size_t end = i;
    while (end < groups.size() && groups[end] == 0)
      ++end;
    if (end - i > run_length) {
      run_start = i;
      run_length = end - i;
    }
  }
  std::string text = "[";
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (i == run_start) {
      text += "::";
      i += run_length - 1;
      continue;
    }
    if (text.back() != ':' && text.back() != '[') text.push_back(':');
    std::array<char, 4> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), groups[i], 16).ptr;
    text.append(digits.data(), end);
  }
  text.push_back(']');
  return text;
}

// Browsers read a host whose last label is a number as an IPv4 address: "127.1" and "0x7f.0.0.1"
// are 127.0.0.1 (WHATWG URL 3.5). Only the dotted form is let through.
bool ends_in_number(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  const std::string_view label = host.substr(host.rfind('.') + 1);
  if (label.starts_with("0x") || label.starts_with("0X")) return true;
  return !label.empty() && std::all_of(label.begin(), label.end(), is_digit);
}

bool is_domain(std::string_view host) {
  return std::all_of(host.begin(), host.end(), [](char c) {
    // '*' stands in patterns of redirect URIs; '_' in real host names.
    return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '*';
  });
}

// Of the host in `url`, which begins after `skipped` characters.
std::optional<std::string> parse_host(
    const boost::urls::url_view& url, std::size_t skipped, bool is_http
) {
  const auto written = std::string_view(url.encoded_host()).substr(skipped);
  // Covers percent-encoded domains and IPv6 zones.
  if (written.find('%') != std::string_view::npos) return std::nullopt;
  switch (url.host_type()) {
    case boost::urls::host_type::ipv6:
      return to_ipv6_text(url.host_ipv6_address().to_bytes());
    case boost::urls::host_type::ipvfuture:
      return std::nullopt;
    case boost::urls::host_type::ipv4:
      return std::string(written);
    case boost::urls::host_type::none:
    case boost::urls::host_type::name:
      break;
  }
  if (is_http && (written.empty() || !is_domain(written) || ends_in_number(written))) {
    return std::nullopt;
  }
  return to_lower_ascii(written);
}

// Empty for none and for the default one; nothing above 65535.
std::optional<std::string> parse_port(std::string_view written, std::string_view scheme) {
  if (written.empty()) return std::string();
  std::uint16_t number = 0;
  const auto* end = written.data() + written.size();
  const auto [rest, error] = std::from_chars(written.data(), end, number);
  if (error != std::errc() || rest != end) return std::nullopt;
  auto port = std::to_string(number);
  const bool is_default =
      std::any_of(default_ports.begin(), default_ports.end(), [&](const DefaultPort& entry) {
        return entry.scheme == scheme && entry.port == port;
      });
  return is_default ? std::string() : port;
}

bool is_cut_after_ipv4(const boost::urls::url_view& url) {
  const std::string_view path = url.encoded_path();
  return url.host_type() == boost::urls::host_type::ipv4 && !path.empty() && path.front() != '/';
}

bool is_http(std::string_view scheme) {
  return scheme == "http" || scheme == "https";
}

}  // namespace

std::optional<Uri> parse_uri(std::string_view text) {
  if (has_dangerous_character(text)) return std::nullopt;
  auto parsed = boost::urls::parse_uri(text);
  if (!parsed) return std::nullopt;
  // RFC 3986 3.2.2: the longest match, so "127.0.0.1.nip.io" is a name. Boost.URL 1.81 ends the
  // host after its fourth number; with a letter in front it reads to the end.
  constexpr std::string_view letter = "x";
  std::string readable;
  if (is_cut_after_ipv4(*parsed)) {
    const std::string_view host = parsed->encoded_host();
    readable.append(text).insert(static_cast<std::size_t>(host.data() - text.data()), letter);
    parsed = boost::urls::parse_uri(readable);
    if (!parsed) return std::nullopt;
  }
  const auto& url = *parsed;

  Uri uri;
  uri.scheme = to_lower_ascii(url.scheme());
  uri.has_authority = url.has_authority();
  if (is_http(uri.scheme) && !uri.has_authority) return std::nullopt;
  if (uri.has_authority) {
    auto host = parse_host(url, readable.empty() ? 0 : letter.size(), is_http(uri.scheme));
    auto port = parse_port(url.port(), uri.scheme);
    if (!host || !port) return std::nullopt;
    uri.userinfo = std::string_view(url.encoded_userinfo());
    uri.host = std::move(*host);
    uri.port = std::move(*port);
  }
  uri.path = std::string_view(url.encoded_path());
  // RFC 3986 3.3. Boost.URL 1.81 ends the authority at the first character that does not fit:
  // it reads "https://a@b@c/" as host "b" and path "@c/".
  if (uri.has_authority && !uri.path.empty() && uri.path.front() != '/') return std::nullopt;
  if (uri.path.empty() && is_http(uri.scheme)) uri.path = "/";
  uri.has_query = url.has_query();
  uri.query = std::string_view(url.encoded_query());
  uri.has_fragment = url.has_fragment();
  uri.fragment = std::string_view(url.encoded_fragment());
  return uri;
}

std::string to_string(const Uri& uri) {
  std::string text = uri.scheme;
  text.push_back(':');
  if (uri.has_authority) {
    text += "//";
    if (!uri.userinfo.empty()) text.append(uri.userinfo).push_back('@');
    text += uri.host;
    if (!uri.port.empty()) text.append(":").append(uri.port);
  }
  text += uri.path;
  if (uri.has_query) text.append("?").append(uri.query);
  if (uri.has_fragment) text.append("#").append(uri.fragment);
  return text;
}

std::string to_origin(const Uri& uri) {
  if (!is_http_scheme(uri)) return "null";
  std::string origin = uri.scheme + "://" + uri.host;
  if (!uri.port.empty()) origin.append(":").append(uri.port);
  return origin;
}

bool is_http_scheme(const Uri& uri) {
  return is_http(uri.scheme);
}

bool is_loopback_host(const Uri& uri) {
  return uri.host == "localhost" || uri.host == "127.0.0.1" || uri.host == "[::1]";
}

std::string with_query_parameter(std::string uri, std::string_view name, std::string_view value) {
  const std::size_t hash = uri.find('#');
  const std::size_t start = hash != std::string::npos ? hash : uri.find('?');
  if (start == std::string::npos) {
    uri.push_back('?');
  } else if (start + 1 != uri.size() && !uri.ends_with('&')) {
    uri.push_back('&');
  }
  uri += to_form_encoded(name);
  uri.push_back('=');
  uri += to_form_encoded(value);
  return uri;
}

}  // namespace daemun
