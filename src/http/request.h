// A handler's view of an HTTP request: plain values, already bounded by the door's limits.
#ifndef DAEMUN_HTTP_REQUEST_H
#define DAEMUN_HTTP_REQUEST_H

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daemun::http {

enum class Method { get, head, post, put, patch, delete_, options, other };

std::string_view to_string(Method method);
Method parse_method(std::string_view word);

struct Header {
  std::string name;  // lower case in requests
  std::string value;
};

// Which of the server's listeners took the connection: 3001 or 3002.
enum class Listener { user, admin };

struct Request {
  Method method = Method::get;
  std::string path;   // as sent, up to '?'; begins with '/'; escapes kept
  std::string query;  // as sent, without '?'
  std::vector<Header> headers;
  std::string body;
  std::string remote_address;  // the peer, or the trusted proxy's word for it
  std::string scheme = "http";
  std::string host;        // Host header (with port), or X-Forwarded-Host from a trusted proxy
  std::string request_id;  // 16 characters [0-9A-Za-z]
  Listener listener = Listener::user;
  // The router's `{name}` segments, percent-decoded, in the order of the pattern.
  std::vector<std::pair<std::string, std::string>> path_parameters;

  // The first header of that (lower-case) name.
  std::optional<std::string_view> header(std::string_view name) const;
  // "" when the pattern has no such segment.
  std::string_view path_parameter(std::string_view name) const;
};

}  // namespace daemun::http

#endif
