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

Outcome<json::object> parse_json_body(const http::Request& request) {
  const auto content_type = request.header("content-type");
  if (request.body.empty() && !content_type) return json::object{};
  if (!content_type || !is_json(*content_type)) {
    auto error = invalid_input("Content-Type must be application/json");
    error.status = 415;
    return error;
  }
  if (request.body.empty()) return json::object{};
  auto body = parse_json_object(request.body);
  if (!body) return invalid_input(body.error().description);
  return std::move(*body);
}

}  // namespace daemun::api
