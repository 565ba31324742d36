// The JSON body of a request that changes something.
#ifndef DAEMUN_API_JSON_BODY_H
#define DAEMUN_API_JSON_BODY_H

#include "base/json.h"
#include "http/request.h"

#include "api/request_error.h"

namespace daemun::api {

// Any JSON, and no simple content type, which other sites could send without asking
// (checklist A5 59). No body at all is an empty object. Errors: 415 and 400 guard.invalid_input.
Outcome<json::value> parse_json_value_body(
    const http::Request& request, const JsonLimits& limits = {}
);
// The same for an object.
Outcome<json::object> parse_json_body(const http::Request& request);

}  // namespace daemun::api

#endif
