// The shape of a JSON value: what a body must look like, and the schema that documents it. Structs
// make theirs (described.h).
#ifndef DAEMUN_API_SHAPE_H
#define DAEMUN_API_SHAPE_H

#include "base/json.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::api {

enum class Presence { required, optional };

enum class TextFormat { any, empty, url, email, phone, username, color, uri };

struct Shape {
  enum class Kind { any, string, words, integer, number, boolean, object, record, array, one_of };

  Kind kind = Kind::any;
  bool is_nullable = false;
  std::optional<std::int64_t> min{};  // of a number, or of a string's characters
  std::optional<std::int64_t> max{};
  TextFormat format = TextFormat::any;
  std::vector<std::string> words{};  // that a string may be
  std::vector<Shape> fields{};       // of an object; other members are allowed and not looked at
  std::vector<Shape> items{};        // of an array or a record: one; of one_of: the alternatives
  // Of a field.
  std::string name{};
  Presence presence = Presence::required;
};

// What is wrong with the value, for developers: "body.name must be a string". Nothing when it fits.
std::optional<std::string> find_violation(
    const Shape& shape, const json::value& value, std::string_view path
);

// OpenAPI 3.0's schema object.
json::object to_schema(const Shape& shape);

}  // namespace daemun::api

#endif
