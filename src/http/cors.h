// Cross-origin answers (WHATWG Fetch 3.2). Which origins may ask is the caller's decision.
#ifndef DAEMUN_HTTP_CORS_H
#define DAEMUN_HTTP_CORS_H

#include "http/response.h"

#include <string_view>

namespace daemun::http {

// 204 for an OPTIONS request of that origin. `methods` is the value of the header ("GET,POST");
// `requested_headers` is the request's Access-Control-Request-Headers, echoed when it is a list of
// header names.
Response preflight(
    std::string_view origin, std::string_view methods, std::string_view requested_headers = {}
);

// Lets a page of that origin read the answer and its WWW-Authenticate. Never with credentials.
// Nothing is added for a text that is no origin.
void allow_origin(Response& response, std::string_view origin);

}  // namespace daemun::http

#endif
