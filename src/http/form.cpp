#include "http/form.h"

#include "base/encoding.h"
#include "base/json.h"
#include "base/text.h"

namespace daemun::http {

namespace {

FormError too_many_fields() {
  return {FormErrorCode::too_many_fields, "too many fields"};
}

std::optional<FormError> check_text(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) {
    return FormError{FormErrorCode::null_byte, "null bytes are not allowed in the request"};
  }
  if (!is_valid_utf8(text)) return FormError{FormErrorCode::invalid_utf8, "text is not UTF-8"};
  return std::nullopt;
}

Result<std::string, FormError> decode(std::string_view text) {
  auto decoded = parse_form_encoded(text);
  if (!decoded) return FormError{FormErrorCode::malformed_escape, "malformed percent escape"};
  if (auto error = check_text(*decoded)) return *std::move(error);
  return *std::move(decoded);
}

std::optional<FormError> add_field(Form& form, std::string_view name, std::string_view value) {
  if (form.fields().size() == max_form_fields) return too_many_fields();
  if (auto error = check_text(name)) return error;
  if (auto error = check_text(value)) return error;
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

std::optional<std::string_view> Form::find(std::string_view name) const {
  for (const auto& [field, value] : fields_) {
    if (field != name) continue;
    if (value.empty()) return std::nullopt;
    return value;
  }
  return std::nullopt;
}

std::vector<std::string> Form::find_all(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [field, value] : fields_) {
    if (field == name && !value.empty()) values.push_back(value);
  }
  return values;
}

std::size_t Form::count(std::string_view name) const {
  std::size_t number = 0;
  for (const auto& [field, value] : fields_) {
    if (field == name) ++number;
  }
  return number;
}

std::optional<std::string> Form::find_duplicate(std::string_view repeatable) const {
  for (const auto& [field, value] : fields_) {
    if (field != repeatable && count(field) > 1) return field;
  }
  return std::nullopt;
}

Result<Form, FormError> parse_form(std::string_view text) {
  Form form;
  while (!text.empty()) {
    const std::size_t end = text.find('&');
    const std::string_view field = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (field.empty()) continue;
    if (form.fields().size() == max_form_fields) return too_many_fields();

    const std::size_t equals = field.find('=');
    auto name = decode(field.substr(0, equals));
    if (!name) return name.error();
    auto value = decode(equals == std::string_view::npos ? "" : field.substr(equals + 1));
    if (!value) return value.error();
    form.add(*std::move(name), *std::move(value));
  }
  return form;
}

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
