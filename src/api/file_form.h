// Bodies that are no JSON: a form with one file, in the field `file`.
#ifndef DAEMUN_API_FILE_FORM_H
#define DAEMUN_API_FILE_FORM_H

#include "http/multipart.h"
#include "http/request.h"

#include "api/request_error.h"
#include "api/shape.h"

namespace daemun::api {

// As the body of a row: the handler reads it itself, by parse_file_form.
Shape file_form();
bool is_file_form(const Shape& shape);

// The part points into the request. Errors: 415 and 400 guard.invalid_input.
Outcome<http::Part> parse_file_form(const http::Request& request);

// 400: guard.file_size_exceeded with the number of bytes that are allowed, and
// guard.mime_type_not_allowed.
RequestError file_too_long(std::size_t max_bytes);
RequestError wrong_file_type();

}  // namespace daemun::api

#endif
