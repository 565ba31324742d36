#include "experience/profile_input.h"

#include "experience/dialogue.h"

#include <utility>

namespace daemun::experience {
namespace {

constexpr std::size_t max_text_bytes = 128;

Outcome<ProfileValues> parse_extra(
    const json::object& body, const std::vector<ProfileField>& fields
) {
  const auto* values = find_object(body, "values");
  if (values == nullptr) return invalid_input("values must be an object");
  auto parsed = parse_profile_values(*values, fields);
  if (parsed) return *std::move(parsed);
  const auto& fault = parsed.error();
  RequestError error{.code = fault.code, .details = fault.details};
  if (!fault.name.empty()) error.data = json::object{{"name", fault.name}};
  return error;
}

}  // namespace

Outcome<ProfileInput> parse_profile_input(
    const json::object& body, const std::vector<ProfileField>& fields
) {
  const auto type = find_string(body, "type").value_or("");
  ProfileInput input;
  if (type == "username") {
    auto value = require_string(body, "value", max_text_bytes);
    if (!value) return value.error();
    input.username = std::move(*value);
  } else if (type == "password") {
    auto password = require_password(body, "value");
    if (!password) return password.error();
    input.password = std::move(*password);
  } else if (type == "extraProfile") {
    auto extra = parse_extra(body, fields);
    if (!extra) return extra.error();
    input.extra = std::move(*extra);
  } else if (type == "email" || type == "phone" || type == "social") {
    return RequestError{.code = "session.verification_session_not_found", .status = 404};
  } else {
    return invalid_input("type is not known");
  }
  return input;
}

}  // namespace daemun::experience
