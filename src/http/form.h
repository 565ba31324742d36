// The forms that requests carry, in their bodies too.
#ifndef DAEMUN_HTTP_FORM_H
#define DAEMUN_HTTP_FORM_H

#include "base/form.h"
#include "http/request.h"

namespace daemun::http {

using daemun::Form;
using daemun::FormError;
using daemun::FormErrorCode;
using daemun::max_form_fields;
using daemun::parse_form;

// The body of a POST: form-encoded, or a JSON object whose string members (and arrays of strings,
// as repetitions) are taken as fields; a malformed JSON body is an empty form, as Logto has it.
// No body and no Content-Type: an empty form. Errors: as parse_form, and unsupported_content_type.
Result<Form, FormError> parse_form_body(const Request& request);

}  // namespace daemun::http

#endif
