#include "http/form.h"

#include "base/json.h"
#include "base/text.h"

namespace daemun::http {

namespace {

std::optional<FormError> add_field(Form& form, std::string_view name, std::string_view value) {
  if (form.fields().size() == max_form_fields) return too_many_form_fields();
  if (auto error = check_form_text(name)) return error;
  if (auto error = check_form_text(value)) return error;
  form.add(std::string(name), std::string(value));
  return std::nullopt;
}

Result<Form, FormError> parse_json_form(std::string_view body) {
  const auto object = parse_json_object(body);
  Form form;
  if (!object) return form;
  for (const auto& member : *object) {
    const std::string_view name(member.key().data(), member.key().size());
    if (const json::string* text = member.value().if_string()) {
      if (auto error = add_field(form, name, {text->data(), text->size()})) {
        return *std::move(error);
      }
    } else if (const json::array* items = member.value().if_array()) {
      for (const json::value& item : *items) {
        const json::string* part = item.if_string();
        if (part == nullptr) continue;
        if (auto error = add_field(form, name, {part->data(), part->size()})) {
          return *std::move(error);
        }
      }
    }
  }
  return form;
}

}  // namespace

Result<Form, FormError> parse_form_body(const Request& request) {
  const auto content_type = request.header("content-type");
  if (!content_type && request.body.empty()) return Form();

  const std::string_view whole = content_type.value_or("");
  const std::string type = to_lower_ascii(trim(whole.substr(0, whole.find(';'))));
  if (request.body.find('\0') != std::string::npos) {
    return FormError{FormErrorCode::null_byte, "null bytes are not allowed in the request body"};
  }
  if (type == "application/x-www-form-urlencoded") return parse_form(request.body);
  if (type == "application/json") return parse_json_form(request.body);
  return FormError{
      FormErrorCode::unsupported_content_type,
      "only application/x-www-form-urlencoded content-type bodies are supported"};
}

}  // namespace daemun::http
