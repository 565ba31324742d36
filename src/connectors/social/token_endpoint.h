// The token endpoint of a service: the request in the service's way, and what it answers.
#ifndef DAEMUN_CONNECTORS_SOCIAL_TOKEN_ENDPOINT_H
#define DAEMUN_CONNECTORS_SOCIAL_TOKEN_ENDPOINT_H

#include "connectors/social/service.h"
#include "daemun/auth/answer.h"
#include "daemun/auth/error.h"

namespace daemun::connectors {

inline constexpr Milliseconds answer_timeout{5000};
inline constexpr auth::AnswerRules answer_rules{.max_bytes = 256 * 1024, .max_depth = 32};

// The grant with the further parameters of the service and the client's proof.
net::Request make_token_request(const SocialService& service, Form grant, const Attempt& attempt);

// The members of the answer. Errors: those of auth::read_json_answer; unsupported_token_type (RFC
// 6749 7.1).
Result<json::object, auth::AuthError> read_token_answer(
    const net::Response& response, TokenAnswerKind kind
);

}  // namespace daemun::connectors

#endif
