#include "oidc/request_endpoint.h"

#include "base/uri.h"

namespace daemun::oidc {

std::string request_endpoint(const Dependencies& dependencies, const http::Request& request) {
  const std::string candidate = request.scheme + "://" + request.host;
  if (candidate == dependencies.endpoint) return candidate;
  const auto uri = parse_uri(candidate);
  const bool is_plain = uri && uri->userinfo.empty() && !uri->has_query && !uri->has_fragment;
  if (!is_plain || uri->path != "/" || !is_http_scheme(*uri) || !is_loopback_host(*uri)) {
    return dependencies.endpoint;
  }
  return to_origin(*uri);
}

}  // namespace daemun::oidc
