#include "daemun/auth/userinfo.h"

#include "daemun/auth/answer.h"

#include <utility>

namespace daemun::auth {

namespace {

using Code = AuthError::Code;

constexpr AnswerRules userinfo_answer{.max_bytes = 256 * 1024, .max_depth = 32};

// A text, or a number as GitHub has it.
Result<std::string, AuthError> read_subject(const json::object& claims, std::string_view member) {
  if (const auto number = find_integer(claims, member)) return std::to_string(*number);
  return read_string(claims, member);
}

}  // namespace

Result<Request, AuthError> make_userinfo_request(
    const Provider& provider, const Secret& access_token
) {
  if (provider.metadata.userinfo_endpoint.empty()) {
    return refuse(Code::not_supported, "the provider has no userinfo endpoint");
  }
  Request request;
  request.url = provider.metadata.userinfo_endpoint;
  request.headers = {
      {"Accept", "application/json"},
      // RFC 6750 2.1
      {"Authorization", "Bearer " + access_token.reveal()},
      // GitHub refuses requests without it.
      {"User-Agent", "daemun-auth"},
  };
  request.max_response_bytes = userinfo_answer.max_bytes;
  return request;
}

Result<UserInfo, AuthError> read_userinfo_response(
    const Response& response, const Provider& provider, const std::optional<std::string>& subject
) {
  if (response.status == 401) return refuse_for_provider("invalid_token", "");
  auto claims = read_json_answer(response, userinfo_answer);
  if (!claims) return claims.error();
  auto found = read_subject(*claims, provider.quirks.subject_member);
  if (!found) return found.error();
  if (subject && *found != *subject) {
    return refuse(Code::wrong_subject, "the user information is another user's");
  }
  return UserInfo{.subject = *std::move(found), .claims = *std::move(claims)};
}

}  // namespace daemun::auth
