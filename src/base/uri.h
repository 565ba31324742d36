// Absolute URIs as OAuth uses them: parsed by Boost.URL (RFC 3986), compared by the form that
// browsers give them (WHATWG URL: lower-case scheme and host, no default port, "/" for no path).
#ifndef DAEMUN_BASE_URI_H
#define DAEMUN_BASE_URI_H

#include <optional>
#include <string>
#include <string_view>

namespace daemun {

struct Uri {
  std::string scheme;    // lower case, without ':'
  std::string userinfo;  // as written, empty when absent
  std::string host;      // lower case; IPv6 with its brackets
  std::string port;      // digits; empty when absent or the scheme's default
  std::string path;      // as written; "/" when empty and the scheme is http or https
  std::string query;     // as written, without '?'
  std::string fragment;  // as written, without '#'
  bool has_authority = false;
  bool has_query = false;
  bool has_fragment = false;

  friend bool operator==(const Uri&, const Uri&) = default;
};

// Nothing for a relative reference, control characters, white space, backslashes, a bad port or
// host.
std::optional<Uri> parse_uri(std::string_view text);

// The normalised text.
std::string to_string(const Uri& uri);

// "https://example.com:8443": scheme, host and port, as in the Origin header (RFC 6454 6.2).
// "null" for schemes other than http and https.
std::string to_origin(const Uri& uri);

bool is_http_scheme(const Uri& uri);
// localhost, 127.0.0.1 or [::1].
bool is_loopback_host(const Uri& uri);

// Appends `name=value`, form-encoding both, to the query of a URI text; to its fragment when the
// text holds a '#' (so that "https://a.example/cb#" collects a fragment response).
std::string with_query_parameter(std::string uri, std::string_view name, std::string_view value);

}  // namespace daemun

#endif
