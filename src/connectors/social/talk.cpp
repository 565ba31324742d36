#include "connectors/social/talk.h"

#include "base/text.h"
#include "connectors/provider.h"
#include "daemun/auth/error.h"

#include <algorithm>
#include <utility>

namespace daemun::connectors {
namespace {

constexpr std::size_t max_answer_bytes = 256 * 1024;
constexpr JsonLimits answer_limits{.max_bytes = max_answer_bytes, .max_depth = 16};

}  // namespace

net::Request ask_by_query(std::string url, const Form& query) {
  net::Request request;
  request.method = "GET";
  request.url = std::move(url) + "?" + to_form_text(query);
  request.headers = {{"Accept", "application/json"}, {"User-Agent", "daemun"}};
  request.max_response_bytes = max_answer_bytes;
  return request;
}

net::Request ask_by_form(std::string url, const Form& form) {
  auto request = form_request(std::move(url), form, {{"Accept", "application/json"}});
  request.max_response_bytes = max_answer_bytes;
  return request;
}

Result<json::object, ConnectorError> read_talk_answer(
    const net::Response& response, const SocialService& service, bool has_access_token
) {
  if (has_access_token && response.status == service.refused_status) {
    return make_error(
        ConnectorErrorCode::social_invalid_access_token, "the service refuses its access token"
    );
  }
  if (response.status != 200)
    return make_error(ConnectorErrorCode::general, "the service answers with another status");
  std::string_view body = trim(response.body);
  if (service.unwrap != nullptr) body = service.unwrap(body);
  auto answer = parse_json_object(body, answer_limits);
  if (!answer) {
    return make_error(
        ConnectorErrorCode::invalid_response, "the service's answer is not a JSON object"
    );
  }
  return *std::move(answer);
}

ConnectorError refuse_number(ConnectorErrorCode code, std::string_view number) {
  auto error = make_error(code, "the service refuses the request");
  const bool is_word = !number.empty() && number.size() <= 64 &&
                       std::all_of(number.begin(), number.end(), [](char c) {
                         return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                                (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == '.';
                       });
  error.cause = auth::to_string(auth::AuthError::Code::refused_by_provider);
  if (!is_word) return error;
  error.data["errcode"] = number;
  error.provider_error = number;
  return error;
}

Result<void, ConnectorError> check_number(
    const json::object& answer, const RefusalNumbers& refusals
) {
  const auto number = text_at(answer, refusals.member);
  if (number.empty() || number == "0") return {};
  const auto& all = refusals.numbers;
  const bool is_known = std::find(all.begin(), all.end(), number) != all.end();
  return refuse_number(is_known ? refusals.code : ConnectorErrorCode::general, number);
}

ConnectorError missing_member(std::string_view name) {
  return make_error(
      ConnectorErrorCode::invalid_response, "the service's answer has no " + std::string(name)
  );
}

}  // namespace daemun::connectors
