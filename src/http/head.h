// The head of a request (RFC 9112), read more strictly than the RFC asks: whatever two servers
// could read in two ways is refused, because the gap between them is where requests are smuggled.
#ifndef DAEMUN_HTTP_HEAD_H
#define DAEMUN_HTTP_HEAD_H

#include "base/result.h"
#include "http/request.h"
#include "http/server.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace daemun::http {

enum class Framing { none, sized, chunked };

struct Head {
  Request request;  // method, path, query, headers and host; the session knows the rest
  Framing framing = Framing::none;
  std::size_t content_length = 0;  // when sized
  std::size_t body_limit = 0;      // of the path
  bool keep_alive = true;
  bool expects_continue = false;
};

// Always answered with Connection: close.
struct HeadError {
  int status;
  std::string_view description;  // a literal
};

inline constexpr std::size_t max_header_fields = 100;

// The length of the head that `bytes` begins with, its empty line included. The first `searched`
// bytes are known not to contain the end.
std::optional<std::size_t> find_head_end(std::string_view bytes, std::size_t searched);

// The answer when `bytes` still have no end of the head although they fill the limit.
HeadError to_oversize_error(std::string_view bytes, const Limits& limits);

// `text` ends with the empty line. Rules beyond RFC 9112: no obs-fold, no bare CR or LF, no control
// character, one Content-Length, Transfer-Encoding only as "chunked" and never beside a
// Content-Length, exactly one valid Host (HTTP/1.0: at most one). An absolute target
// ("http://host/path") is accepted and its authority replaces the Host header (RFC 9112 3.2.2).
// Errors: 400, 413 (Content-Length), 414, 417, 431, 501 (CONNECT, TRACE).
Result<Head, HeadError> parse_head(std::string_view text, const Limits& limits);

}  // namespace daemun::http

#endif
