#include "api/request_error.h"

#include "domain/error_phrases.h"
#include "http/form.h"

#include <utility>

namespace daemun::api {
namespace {

constexpr std::string_view conflict_code = "request.conflict";

// A place without a value is left out.
std::string fill_places(std::string_view phrase, const json::value& data) {
  const auto* values = data.if_object();
  std::string text;
  while (true) {
    const auto open = phrase.find("{{");
    const auto close = phrase.find("}}", open);
    if (close == std::string_view::npos) break;
    const auto name = phrase.substr(open + 2, close - open - 2);
    text += phrase.substr(0, open);
    if (values != nullptr) text += find_string(*values, name).value_or("");
    phrase.remove_prefix(close + 2);
  }
  return text.append(phrase);
}

}  // namespace

http::Response to_response(const RequestError& error, const http::Request& request) {
  const auto language = language_of(request);
  const auto message = error.message.empty()
                           ? fill_places(error_phrase(error.code, language), error.data)
                           : error.message;
  json::object body{{"code", error.code}, {"message", message}};
  if (!error.data.is_null()) body["data"] = error.data;
  if (!error.details.empty()) body["details"] = error.details;
  if (!error.oauth_error.empty()) {
    body["error"] = error.oauth_error;
    body["error_description"] = error.oauth_description;
  }
  return answer_json(error.status, body);
}

RequestError invalid_input(std::string details) {
  RequestError error{.code = "guard.invalid_input"};
  error.details = std::move(details);
  return error;
}

RequestError conflict() {
  return {.code = std::string(conflict_code), .status = 409};
}

bool is_conflict(const RequestError& error) {
  return error.code == conflict_code;
}

Language language_of(const http::Request& request) {
  const auto query = http::parse_form(request.query);
  const auto locale = query ? query->find("locale") : std::nullopt;
  return pick_language(locale.value_or(""), request.header("accept-language").value_or(""));
}

http::Response answer_json(int status, const json::value& body) {
  return answer_json_text(status, json::serialize(body));
}

http::Response answer_json_text(int status, std::string body) {
  auto response = http::json_response(status, std::move(body));
  response.set("Cache-Control", "no-store");
  return response;
}

http::Response answer_nothing() {
  auto response = http::empty_response(204);
  response.set("Cache-Control", "no-store");
  return response;
}

}  // namespace daemun::api
