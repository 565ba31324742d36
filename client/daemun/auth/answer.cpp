#include "daemun/auth/answer.h"

#include "base/text.h"

namespace daemun::auth {

namespace {

using Code = AuthError::Code;

bool has_json_content(const Response& response) {
  const std::string* header = find_header(response.headers, "content-type");
  if (header == nullptr) return false;
  const std::string_view whole = *header;
  const std::string type = to_lower_ascii(trim(whole.substr(0, whole.find(';'))));
  // RFC 6838 4.2.8: "application/jwk-set+json" is JSON as well.
  return type == "application/json" ||
         (type.starts_with("application/") && type.ends_with("+json"));
}

std::optional<AuthError> find_oauth_error(const json::object& object) {
  const auto* error = object.if_contains("error");
  if (error == nullptr) return std::nullopt;
  if (!error->is_string()) return refuse(Code::bad_member, "the provider's error is malformed");
  return refuse_for_provider(
      std::string_view(error->get_string()), find_string(object, "error_description").value_or("")
  );
}

AuthError refuse_status(const Response& response) {
  AuthError error = refuse(Code::unexpected_status, "the provider answers with another status");
  if (response.status == 429) {
    error = refuse(Code::rate_limited, "the provider has had too many requests");
  } else if (response.status >= 500) {
    error = refuse(Code::provider_unavailable, "the provider is unavailable");
  }
  error.detail = std::to_string(response.status);
  return error;
}

constexpr AnswerRules error_rules{.max_bytes = 16 * 1024, .max_depth = 8};

AuthError refuse_other_status(const Response& response) {
  const bool may_be_oauth = response.status >= 400 && response.status < 500 &&
                            response.status != 429 && response.body.size() <= error_rules.max_bytes;
  if (!may_be_oauth || !has_json_content(response)) return refuse_status(response);
  const auto object = parse_json_object(
      response.body, {.max_bytes = error_rules.max_bytes, .max_depth = error_rules.max_depth}
  );
  if (!object) return refuse_status(response);
  if (auto error = find_oauth_error(*object)) return *std::move(error);
  return refuse_status(response);
}

}  // namespace

Result<json::object, AuthError> read_json_answer(
    const Response& response, const AnswerRules& rules
) {
  if (response.status != rules.status) return refuse_other_status(response);
  if (!has_json_content(response)) {
    return refuse(Code::unexpected_content_type, "the provider's answer is not JSON");
  }
  if (response.body.size() > rules.max_bytes) {
    return refuse(Code::too_large, "the provider's answer is too large");
  }
  auto object = parse_json_object(
      response.body, {.max_bytes = rules.max_bytes, .max_depth = rules.max_depth}
  );
  if (!object) return refuse(Code::bad_json, "the provider's answer is not a JSON object");
  if (auto error = find_oauth_error(*object)) return *std::move(error);
  return *std::move(object);
}

std::optional<AuthError> find_refusal(const Response& response) {
  if (response.status >= 200 && response.status < 300) return std::nullopt;
  return refuse_other_status(response);
}

Result<std::string, AuthError> read_string(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (value == nullptr) return refuse(Code::missing_member, std::string(name) + " is missing");
  const auto text = find_string(object, name);
  if (!text || text->empty()) return refuse(Code::bad_member, std::string(name) + " is malformed");
  return std::string(*text);
}

Request make_form_request(const std::string& url, const Form& form) {
  Request request;
  request.method = "POST";
  request.url = url;
  request.headers = {
      {"Accept", "application/json"},
      {"Content-Type", "application/x-www-form-urlencoded"},
  };
  request.body = to_form_text(form);
  return request;
}

}  // namespace daemun::auth
