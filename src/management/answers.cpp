#include "management/answers.h"

#include <utility>

namespace daemun::management {

std::optional<std::string> string_of(const json::object& body, std::string_view name) {
  const auto value = find_string(body, name);
  return value ? std::optional(std::string(*value)) : std::nullopt;
}

json::value to_value(const std::optional<std::string>& text) {
  return text ? json::value(*text) : json::value(nullptr);
}

api::RequestError no_such(std::string_view name, const std::string& id) {
  api::RequestError error{.code = "entity.not_exists_with_id", .status = 404};
  error.data = json::object{{"name", name}, {"id", id}};
  return error;
}

api::RequestError not_found() {
  return api::RequestError{.code = "entity.not_found", .status = 404};
}

api::RequestError unprocessable(std::string code, json::value data) {
  return api::RequestError{.code = std::move(code), .status = 422, .data = std::move(data)};
}

bool is_unique(const storage::Conflict& conflict) {
  return conflict.reason == storage::Conflict::Reason::unique;
}

bool is_foreign_key(const storage::Conflict& conflict) {
  return conflict.reason == storage::Conflict::Reason::foreign_key;
}

}  // namespace daemun::management
