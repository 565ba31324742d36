#include "api/bearer.h"

#include "base/text.h"

namespace daemun::api {

Outcome<std::string_view> parse_bearer(const http::Request& request) {
  const auto header = request.header("authorization");
  if (!header) return RequestError{.code = "auth.authorization_header_missing", .status = 401};
  const auto space = header->find(' ');
  if (!equals_ignoring_ascii_case(header->substr(0, space), "bearer")) {
    RequestError error{.code = "auth.authorization_token_type_not_supported", .status = 401};
    error.data = json::object{{"supportedTypes", {"Bearer"}}};
    return error;
  }
  return space == std::string_view::npos ? std::string_view() : trim(header->substr(space + 1));
}

}  // namespace daemun::api
