// The formats that a string of a body may have to keep.
#ifndef DAEMUN_API_TEXT_FORMAT_H
#define DAEMUN_API_TEXT_FORMAT_H

#include <string_view>

#include "api/shape.h"

namespace daemun::api {

struct TextFormatRow {
  TextFormat format;
  std::string_view description;  // "body.url must be an absolute URL"
  std::string_view pattern;      // for OpenAPI, as far as there is one
  bool (*matches)(std::string_view text);
};

// Null for TextFormat::any.
const TextFormatRow* find_text_format(TextFormat format);

}  // namespace daemun::api

#endif
