// The answer of a handler. The session adds Date, Content-Length, Connection, the request id and
// the security headers of security_headers.h.
#ifndef DAEMUN_HTTP_RESPONSE_H
#define DAEMUN_HTTP_RESPONSE_H

#include "http/request.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::http {

// Bytes that many answers have in common: they are sent from where they are, not copied.
struct SharedBytes {
  std::string_view bytes;
  std::shared_ptr<const void> keeper{};  // null: they live as long as the process
};

struct Response {
  int status = 200;
  std::vector<Header> headers;
  std::string body;
  std::optional<SharedBytes> shared{};  // in the place of `body`

  // The body, of whichever kind.
  std::string_view text() const { return shared ? shared->bytes : std::string_view(body); }
  // Replaces the header of that name, or appends it. Names are compared ignoring case.
  Response& set(std::string_view name, std::string_view value);
  // Appends: for Set-Cookie.
  Response& add(std::string_view name, std::string_view value);
  const std::string* find(std::string_view name) const;
};

// Content-Type: application/json; charset=utf-8.
Response json_response(int status, std::string body);
// Content-Type: text/plain; charset=utf-8.
Response text_response(int status, std::string body);
// Content-Type: text/html; charset=utf-8.
Response html_response(int status, std::string body);
Response empty_response(int status);
// `status` is 302 or 303 (never 307 or 308 after a POST, RFC 9700 4.12). Control characters in the
// location are percent-encoded; the body is a short HTML text.
Response redirect_response(int status, std::string_view location);

}  // namespace daemun::http

#endif
