// How the answers of all JSON endpoints are read, and how requests with a form are made.
#ifndef DAEMUN_AUTH_ANSWER_H
#define DAEMUN_AUTH_ANSWER_H

#include "base/form.h"
#include "base/json.h"
#include "base/result.h"
#include "daemun/auth/error.h"
#include "daemun/auth/http.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace daemun::auth {

struct AnswerRules {
  std::size_t max_bytes = 64 * 1024;
  std::size_t max_depth = 16;
  int status = 200;
};

// An object of the expected status. Errors: provider_unavailable, rate_limited, unexpected_status,
// unexpected_content_type, too_large, bad_json; refused_by_provider or bad_member when the answer
// is an OAuth error (RFC 6749 5.2), with status 200 too, as GitHub sends them.
Result<json::object, AuthError> read_json_answer(
    const Response& response, const AnswerRules& rules = {}
);

// For answers without content. Nothing when the status is 2xx; errors as above.
std::optional<AuthError> find_refusal(const Response& response);

// missing_member, bad_member.
Result<std::string, AuthError> read_string(const json::object& object, std::string_view name);

// POST of a form that asks for JSON (RFC 6749 4.1.3, B).
Request make_form_request(const std::string& url, const Form& form);

}  // namespace daemun::auth

#endif
