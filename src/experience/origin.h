// Requests that change something come from our pages, or from no page at all.
#ifndef DAEMUN_EXPERIENCE_ORIGIN_H
#define DAEMUN_EXPERIENCE_ORIGIN_H

#include "experience/request_error.h"
#include "http/request.h"

#include <string>

namespace daemun::experience {

// Errors: 403 auth.forbidden (an Origin that is not ours).
Outcome<void> check_origin(const http::Request& request, const std::string& endpoint);

}  // namespace daemun::experience

#endif
