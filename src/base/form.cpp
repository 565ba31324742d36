#include "base/form.h"

#include "base/encoding.h"
#include "base/text.h"

namespace daemun {

namespace {

Result<std::string, FormError> decode(std::string_view text) {
  auto decoded = parse_form_encoded(text);
  if (!decoded) return FormError{FormErrorCode::malformed_escape, "malformed percent escape"};
  if (auto error = check_form_text(*decoded)) return *std::move(error);
  return *std::move(decoded);
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

FormError too_many_form_fields() {
  return {FormErrorCode::too_many_fields, "too many fields"};
}

std::optional<FormError> check_form_text(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) {
    return FormError{FormErrorCode::null_byte, "null bytes are not allowed in the request"};
  }
  if (!is_valid_utf8(text)) return FormError{FormErrorCode::invalid_utf8, "text is not UTF-8"};
  return std::nullopt;
}

Result<Form, FormError> parse_form(std::string_view text) {
  Form form;
  while (!text.empty()) {
    const std::size_t end = text.find('&');
    const std::string_view field = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (field.empty()) continue;
    if (form.fields().size() == max_form_fields) return too_many_form_fields();

    const std::size_t equals = field.find('=');
    auto name = decode(field.substr(0, equals));
    if (!name) return name.error();
    auto value = decode(equals == std::string_view::npos ? "" : field.substr(equals + 1));
    if (!value) return value.error();
    form.add(*std::move(name), *std::move(value));
  }
  return form;
}

std::string to_form_text(const Form& form) {
  std::string text;
  for (const auto& [name, value] : form.fields()) {
    if (!text.empty()) text += '&';
    text += to_form_encoded(name);
    text += '=';
    text += to_form_encoded(value);
  }
  return text;
}

}  // namespace daemun
