#include "api/json_body.h"

#include "base/text.h"

#include <string_view>
#include <utility>

namespace daemun::api {
namespace {

bool is_json(std::string_view content_type) {
  const auto type = trim(content_type.substr(0, content_type.find(';')));
  return equals_ignoring_ascii_case(type, "application/json");
}

}  // namespace

Outcome<json::value> parse_json_value_body(const http::Request& request, const JsonLimits& limits) {
  const auto content_type = request.header("content-type");
  if (request.body.empty() && !content_type) return json::value(json::object{});
  if (!content_type || !is_json(*content_type)) {
    auto error = invalid_input("Content-Type must be application/json");
    error.status = 415;
    return error;
  }
  if (request.body.empty()) return json::value(json::object{});
  auto body = parse_json(request.body, limits);
  if (!body) {
    auto error = invalid_input(body.error().description);
    // Logto's words, which clients match.
    error.message = "Request is invalid.";
    return error;
  }
  return std::move(*body);
}

Outcome<json::object> parse_json_body(const http::Request& request) {
  auto body = parse_json_value_body(request);
  if (!body) return body.error();
  if (!body->is_object()) return invalid_input("the body must be an object");
  return std::move(body->get_object());
}

}  // namespace daemun::api
