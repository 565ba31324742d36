#include "connectors/social/token_endpoint.h"

#include "base/text.h"
#include "connectors/social/client_secret_jwt.h"

#include <utility>

namespace daemun::connectors {
namespace {

using Code = auth::AuthError::Code;

bool says_json(const net::Response& response) {
  const auto* type = net::find_header(response.headers, "content-type");
  return type != nullptr && type->find("json") != std::string::npos;
}

// "access_token=…&token_type=…", as services did before RFC 6749.
Result<json::object, auth::AuthError> read_query_string(const net::Response& response) {
  if (response.status != 200)
    return auth::refuse(Code::unexpected_status, "the service answers with another status");
  const auto form = parse_form(trim(response.body));
  if (!form) return auth::refuse(Code::bad_json, "the answer is no list of fields");
  json::object members;
  for (const auto& [name, value] : form->fields())
    members[name] = value;
  if (const auto error = find_string(members, "error"))
    return auth::refuse_for_provider(*error, "");
  return members;
}

}  // namespace

net::Request make_token_request(const SocialService& service, Form grant, const Attempt& attempt) {
  for (const auto& [name, value] : service.token_parameters)
    grant.add(name, value);
  if (service.secret_jwt) add_client_secret_jwt(grant, service, attempt);
  const auto& url = service.registration.provider.metadata.token_endpoint;
  auto request = auth::make_authenticated_request(
      url, std::move(grant), service.registration, {attempt.now, attempt.random}
  );
  request.timeout = answer_timeout;
  if (service.token_request == TokenRequestKind::post) return request;
  // The same fields where the service wants them.
  request.method = "GET";
  request.url += (url.find('?') == std::string::npos ? "?" : "&") + request.body;
  request.body.clear();
  std::erase_if(request.headers, [](const net::Header& header) {
    return equals_ignoring_ascii_case(header.name, "content-type");
  });
  return request;
}

Result<json::object, auth::AuthError> read_token_answer(
    const net::Response& response, TokenAnswerKind kind
) {
  const bool is_query = kind == TokenAnswerKind::query_string && !says_json(response);
  auto answer =
      is_query ? read_query_string(response) : auth::read_json_answer(response, answer_rules);
  if (!answer) return answer.error();
  // RFC 6749 7.1: a type that the client does not understand must not be used. Some services name
  // none.
  const auto type = find_string(*answer, "token_type");
  if (type && !equals_ignoring_ascii_case(*type, "bearer"))
    return auth::refuse(Code::unsupported_token_type, "the access token is not a bearer token");
  return *std::move(answer);
}

}  // namespace daemun::connectors
