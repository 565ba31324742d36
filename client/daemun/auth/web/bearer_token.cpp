#include "daemun/auth/web/bearer_token.h"

#include "base/text.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace daemun::auth {

namespace {

using Code = Challenge::Code;

Challenge refuse(Code code, std::string_view description) {
  Challenge challenge;
  challenge.code = code;
  challenge.description = description;
  return challenge;
}

// b64token of RFC 6750 2.1
bool is_b64token(std::string_view text) {
  constexpr std::string_view others = "-._~+/";
  while (text.ends_with('='))
    text.remove_suffix(1);
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           others.find(c) != std::string_view::npos;
  });
}

}  // namespace

Result<Secret, Challenge> read_bearer_token(const Request& request) {
  const std::string* authorization = nullptr;
  for (const Header& header : request.headers) {
    if (!equals_ignoring_ascii_case(header.name, "authorization")) continue;
    if (authorization != nullptr) {
      return refuse(Code::invalid_request, "there are several Authorization headers");
    }
    authorization = &header.value;
  }
  if (authorization == nullptr) return refuse(Code::missing_token, "there is no access token");
  const std::string_view value = trim(*authorization);
  const std::size_t space = value.find(' ');
  if (!equals_ignoring_ascii_case(value.substr(0, space), "bearer")) {
    return refuse(Code::missing_token, "there is no access token");
  }
  const std::string_view token =
      space == std::string_view::npos ? std::string_view() : trim(value.substr(space));
  if (!is_b64token(token)) return refuse(Code::invalid_request, "the access token is malformed");
  return Secret(std::string(token));
}

}  // namespace daemun::auth
