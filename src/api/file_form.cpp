#include "api/file_form.h"

#include <string>
#include <utility>

namespace daemun::api {
namespace {

constexpr std::string_view media_type = "multipart/form-data";

}  // namespace

Shape file_form() {
  Shape file{.kind = Shape::Kind::string};
  file.name = "file";
  Shape form{.kind = Shape::Kind::object};
  form.fields.push_back(std::move(file));
  form.name = media_type;
  return form;
}

bool is_file_form(const Shape& shape) {
  return shape.name == media_type;
}

Outcome<http::Part> parse_file_form(const http::Request& request) {
  auto file = http::parse_file_body(request);
  if (file) return *std::move(file);
  auto error = invalid_input(file.error().description);
  if (file.error().code == http::MultipartErrorCode::wrong_content_type) error.status = 415;
  return error;
}

RequestError file_too_long(std::size_t max_bytes) {
  return {
      .code = "guard.file_size_exceeded",
      .details = "the file may have " + std::to_string(max_bytes) + " bytes"};
}

RequestError wrong_file_type() {
  return {.code = "guard.mime_type_not_allowed"};
}

}  // namespace daemun::api
