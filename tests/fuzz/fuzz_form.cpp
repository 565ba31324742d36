// Forms in both encodings: bounded, UTF-8, without NUL.
#include "base/text.h"
#include "http/form.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

using namespace daemun::http;

void check(const daemun::Result<Form, FormError>& form) {
  if (!form) return;
  if (form->fields().size() > max_form_fields) std::abort();
  for (const auto& [name, value] : form->fields()) {
    if (!daemun::is_valid_utf8(name) || !daemun::is_valid_utf8(value)) std::abort();
    if ((name + value).find('\0') != std::string::npos) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check(parse_form(text));
  Request request;
  request.body = text;
  request.headers = {{"content-type", "application/json"}};
  check(parse_form_body(request));
  request.headers = {{"content-type", "application/x-www-form-urlencoded; charset=utf-8"}};
  check(parse_form_body(request));
  return 0;
}
