// Requests that the server itself sends (back-channel logout, webhooks, doctor ...), through one
// client that refuses to talk to private networks (checklist A7 69).
#ifndef DAEMUN_HTTP_CLIENT_H
#define DAEMUN_HTTP_CLIENT_H

#include "base/result.h"
#include "base/task.h"
#include "http/request.h"

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace daemun::http {

struct ClientRequest {
  Method method = Method::get;
  std::string url;
  std::vector<Header> headers;
  std::string body;
  std::chrono::milliseconds timeout{10'000};
  std::size_t max_response_bytes = 256 * 1024;
  bool cuts_response = false;  // a longer body ends there, instead of being an error
};

struct ClientResponse {
  int status = 0;
  std::vector<Header> headers;  // lower-case names
  std::string body;

  const std::string* find(std::string_view name) const;
};

enum class ClientErrorCode {
  invalid_url,
  blocked_address,
  resolve_failed,
  connect_failed,
  tls_failed,
  timed_out,
  too_large,
  protocol_error
};

struct ClientError {
  ClientErrorCode code;
  std::string description;
};

class HttpClient {
 public:
  virtual ~HttpClient() = default;
  // Errors: every ClientErrorCode. A 4xx or 5xx answer is a response, not an error. Redirects are
  // not followed.
  virtual Task<Result<ClientResponse, ClientError>> send(ClientRequest request) = 0;
};

}  // namespace daemun::http

#endif
