// What a trusted proxy says about the client (X-Forwarded-*). Never called without
// TRUST_PROXY_HEADER: anyone can send these headers.
#ifndef DAEMUN_HTTP_FORWARDED_H
#define DAEMUN_HTTP_FORWARDED_H

#include "http/head.h"
#include "http/request.h"

#include <optional>

namespace daemun::http {

// Sets scheme, host and remote_address. Of Proto and Host the first value counts (the proxy that
// the browser saw); of For the last, the only one that the proxy in front of us wrote itself, so
// that a client cannot choose its address. Errors: 400 for a value that is not http or https, not a
// host, not an IP address.
std::optional<HeadError> apply_forwarded(Request& request);

}  // namespace daemun::http

#endif
