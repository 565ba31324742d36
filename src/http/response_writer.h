// An answer as bytes: one write.
#ifndef DAEMUN_HTTP_RESPONSE_WRITER_H
#define DAEMUN_HTTP_RESPONSE_WRITER_H

#include "http/response.h"

#include <string>
#include <string_view>

namespace daemun::http {

enum class AfterAnswer { keep_alive, close };

struct AnswerContext {
  Method method = Method::get;  // HEAD gets no body
  AfterAnswer after = AfterAnswer::keep_alive;
  std::string_view scheme = "http";
  std::string_view request_id;
  std::string_view date;
};

// Appends the head, and the body when it is short; returns the rest of the body, which is to be
// sent from where it is in `response`. Throws std::invalid_argument, with `out` as it was, when a
// header is not one line of its own (a handler let control characters through) or the status is not
// final. Content-Length, Connection, Transfer-Encoding, Date and the request id of a handler are
// dropped: they are the session's.
std::string_view append_response(
    std::string& out, const Response& response, const AnswerContext& context
);

// Its parts, in this order. The status line and the lines that are the same in every such answer;
// throws as append_response.
void append_common_lines(std::string& out, const Response& response, std::string_view scheme);
// The lines of this one answer.
void append_own_lines(std::string& out, const AnswerContext& context);
void append_length(std::string& out, std::size_t body_size);

}  // namespace daemun::http

#endif
