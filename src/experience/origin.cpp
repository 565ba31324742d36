#include "experience/origin.h"

#include "base/uri.h"

namespace daemun::experience {

Outcome<void> check_origin(const http::Request& request, const std::string& endpoint) {
  const auto origin = request.header("origin");
  if (!origin) return {};
  const auto uri = parse_uri(endpoint);
  if (uri && *origin == to_origin(*uri)) return {};
  return RequestError{.code = "auth.forbidden", .status = 403};
}

}  // namespace daemun::experience
