#include "daemun/auth/web/parts.h"

#include "daemun/auth/transport/curl_task_http.h"

namespace daemun::auth {

AuthParts complete(AuthParts parts) {
  if (!parts.clock) parts.clock = std::make_shared<SystemClock>();
  if (!parts.random) parts.random = std::make_shared<crypto::SystemRandom>();
  if (!parts.http) parts.http = std::make_shared<CurlTaskHttp>();
  return parts;
}

Transport transport_of(const std::string& issuer) {
  return issuer.starts_with("http:") ? Transport::loopback_http_allowed : Transport::https_only;
}

}  // namespace daemun::auth
