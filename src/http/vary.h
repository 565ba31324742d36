// The Vary header, which several layers add to.
#ifndef DAEMUN_HTTP_VARY_H
#define DAEMUN_HTTP_VARY_H

#include "http/response.h"

#include <string_view>

namespace daemun::http {

// Adds a header name to Vary, once.
void add_vary(Response& response, std::string_view name);

}  // namespace daemun::http

#endif
