// Query strings and application/x-www-form-urlencoded texts, strictly (WHATWG URL 5.1).
#ifndef DAEMUN_BASE_FORM_H
#define DAEMUN_BASE_FORM_H

#include "base/result.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daemun {

class Form {
 public:
  Form() = default;
  explicit Form(std::vector<std::pair<std::string, std::string>> fields)
      : fields_(std::move(fields)) {}

  // The first value of that name. An empty value counts as absent (RFC 6749 3.1).
  std::optional<std::string_view> find(std::string_view name) const;
  // Every non-empty value of that name, in order.
  std::vector<std::string> find_all(std::string_view name) const;
  // How often the name appears, empty values included.
  std::size_t count(std::string_view name) const;
  // The first name that appears more than once and is not `repeatable`; nothing when all are
  // single.
  std::optional<std::string> find_duplicate(std::string_view repeatable = {}) const;

  void add(std::string name, std::string value) {
    fields_.emplace_back(std::move(name), std::move(value));
  }
  const std::vector<std::pair<std::string, std::string>>& fields() const { return fields_; }
  bool empty() const { return fields_.empty(); }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

enum class FormErrorCode {
  too_many_fields,
  malformed_escape,
  null_byte,
  invalid_utf8,
  unsupported_content_type
};

struct FormError {
  FormErrorCode code = FormErrorCode::malformed_escape;
  std::string description;
};

inline constexpr std::size_t max_form_fields = 100;

// Errors: too_many_fields, malformed_escape, null_byte, invalid_utf8.
Result<Form, FormError> parse_form(std::string_view text);

// The condition that parse_form has for each decoded name and value, for fields that come in
// another way. Errors: null_byte, invalid_utf8.
std::optional<FormError> check_form_text(std::string_view text);
FormError too_many_form_fields();

// "a=1&b=2"
std::string to_form_text(const Form& form);

}  // namespace daemun

#endif
