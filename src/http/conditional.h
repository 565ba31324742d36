// Conditional requests (RFC 9110 13): a body that the client has already is not sent again.
#ifndef DAEMUN_HTTP_CONDITIONAL_H
#define DAEMUN_HTTP_CONDITIONAL_H

#include "http/request.h"
#include "http/response.h"

#include <string>
#include <string_view>

namespace daemun::http {

// Gives a 200 answer to GET or HEAD a weak ETag of its body, unless it has one, and turns it into a
// 304 when If-None-Match names it.
Response with_etag(const Request& request, Response response);

// A weak ETag of a body.
std::string to_etag(std::string_view body);

// Whether an If-None-Match value names the ETag, by weak comparison (RFC 9110 8.8.3.2).
bool matches_etag(std::string_view if_none_match, std::string_view etag);

}  // namespace daemun::http

#endif
