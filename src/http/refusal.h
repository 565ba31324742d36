// Answers of the door itself, when there is no handler to ask or it failed.
#ifndef DAEMUN_HTTP_REFUSAL_H
#define DAEMUN_HTTP_REFUSAL_H

#include "http/request.h"
#include "http/response.h"

#include <functional>
#include <string_view>

namespace daemun::http {

struct Refusal {
  int status = 400;
  std::string_view message;  // a literal
};

// The application's looks for it: a page where a person waits for one. The request is what could be
// seen of it: it may be malformed or cut off, and decides over nothing else.
using RefusalView = std::function<Response(const Request& seen, const Refusal& refusal)>;

// "request.uri_too_long" of 414; "request.general" of a status that has no code of its own.
std::string_view refusal_code(int status);

// {"code", "message"}; 503 with Retry-After.
Response to_response(const Refusal& refusal);

// Method, path and the headers that a view looks at, of a head that may be malformed or cut off.
Request see_request(std::string_view head);
// The same of a request that was understood; nothing of a program's, which gets JSON.
Request see_request(const Request& request);

}  // namespace daemun::http

#endif
