// A proxy's word about the client (X-Forwarded-*), which only TRUST_PROXY_HEADER makes one that is
// believed: anyone can send these headers.
#ifndef DAEMUN_HTTP_FORWARDED_H
#define DAEMUN_HTTP_FORWARDED_H

#include "http/request.h"

namespace daemun::http {

// Sets scheme, host and remote_address. Of Proto and Host the first value counts (the proxy that
// the browser saw); of For the last, the only one that the proxy in front of us wrote itself, so
// that a client cannot choose its address; it may have a port and brackets (RFC 7239 6). These
// headers only inform: a value that is none ("unknown", an empty one) leaves what the connection
// says.
void apply_forwarded(Request& request);

// Without TRUST_PROXY_HEADER: who comes through a proxy on this machine (X-Forwarded-For,
// Forwarded) has no address that is known, and is not on this machine: remote_address becomes
// "unknown" (RFC 7239 6.2). A stranger gains nothing by sending the header.
void hide_local_proxy(Request& request);

}  // namespace daemun::http

#endif
