// Outgoing HTTP as plain values, and the interface of what carries it.
#ifndef DAEMUN_NET_HTTP_H
#define DAEMUN_NET_HTTP_H

#include "base/clock.h"
#include "base/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::net {

struct Header {
  std::string name;
  std::string value;
};

// shared: many callers wait for the response, as for discovery documents and keys. A shared request
// does not queue behind ordinary ones.
enum class Urgency { ordinary, shared };

// An outgoing request has an absolute URL; an incoming one may have a target such as
// "/callback?code=...". Contains secrets: do not log it.
struct Request {
  std::string method = "GET";
  std::string url;
  std::vector<Header> headers{};
  std::string body{};
  // Limits for outgoing requests. Redirects are never followed.
  Milliseconds timeout{10'000};
  std::size_t max_response_bytes = 256 * 1024;
  bool cuts_response = false;  // a longer body ends there, instead of being an error
  Urgency urgency = Urgency::ordinary;
};

struct Response {
  int status = 0;
  std::vector<Header> headers{};
  std::string body{};
};

// The first header of that name, ignoring case; null if absent.
const std::string* find_header(const std::vector<Header>& headers, std::string_view name);

struct HttpError {
  enum class Code {
    invalid_url,
    blocked_address,
    resolve_failed,
    connect_failed,
    tls_failed,
    timed_out,
    too_large,
    protocol_error
  };
  Code code = Code::protocol_error;
  std::string description{};
  // False: no connection was made, so nobody has seen anything of the request.
  bool was_sent = true;
};

// The enumerator's name, for the log.
std::string_view to_string(HttpError::Code code);

// The blocking form; http_task.h has the one for coroutines.
class HttpClient {
 public:
  virtual ~HttpClient() = default;
  // An answer of any status is a response, not an error. Certificates are checked, redirects are
  // not followed, the request's bounds are kept.
  virtual Result<Response, HttpError> send(const Request& request) = 0;
};

}  // namespace daemun::net

#endif
