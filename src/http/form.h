// Query strings and application/x-www-form-urlencoded bodies, strictly.
#ifndef DAEMUN_HTTP_FORM_H
#define DAEMUN_HTTP_FORM_H

#include "base/result.h"
#include "http/request.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daemun::http {

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
  FormErrorCode code;
  std::string description;
};

inline constexpr std::size_t max_form_fields = 100;

// Errors: too_many_fields, malformed_escape, null_byte, invalid_utf8.
Result<Form, FormError> parse_form(std::string_view text);

// The body of a POST: form-encoded, or a JSON object whose string members (and arrays of strings,
// as repetitions) are taken as fields; a malformed JSON body is an empty form, as Logto has it.
// No body and no Content-Type: an empty form. Errors: as parse_form, and unsupported_content_type.
Result<Form, FormError> parse_form_body(const Request& request);

}  // namespace daemun::http

#endif
