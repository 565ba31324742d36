// The headers that every answer carries unless its handler says otherwise.
#ifndef DAEMUN_HTTP_SECURITY_HEADERS_H
#define DAEMUN_HTTP_SECURITY_HEADERS_H

#include "http/response.h"

#include <string>
#include <string_view>

namespace daemun::http {

// Appends the header lines that `response` does not set itself; Strict-Transport-Security only for
// the scheme https.
void append_security_headers(std::string& out, const Response& response, std::string_view scheme);

}  // namespace daemun::http

#endif
