// Under which name this server was called, as far as that name may be believed.
#ifndef DAEMUN_OIDC_REQUEST_ENDPOINT_H
#define DAEMUN_OIDC_REQUEST_ENDPOINT_H

#include "http/request.h"
#include "oidc/dependencies.h"

#include <string>

namespace daemun::oidc {

// The configured endpoint; for a request to a loopback host that host's, so that a server in
// development answers under 127.0.0.1 as well as under localhost, as Logto does. Any other Host is
// not repeated: a shared cache in front would keep an answer that sends everybody's tokens to
// whoever chose it (cache poisoning).
std::string request_endpoint(const Dependencies& dependencies, const http::Request& request);

}  // namespace daemun::oidc

#endif
