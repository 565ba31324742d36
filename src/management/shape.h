// The shape of a JSON value: what a body must look like, and the schema that documents it.
#ifndef DAEMUN_MANAGEMENT_SHAPE_H
#define DAEMUN_MANAGEMENT_SHAPE_H

#include "base/json.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::management {

enum class Presence { required, optional };

struct Shape {
  enum class Kind { string, integer, boolean, object, array };

  Kind kind = Kind::object;
  bool is_nullable = false;
  std::optional<std::int64_t> min{};  // of an integer, or of a string's characters
  std::optional<std::int64_t> max{};
  std::vector<Shape> fields{};  // of an object; other members are allowed and not looked at
  std::vector<Shape> items{};   // of an array: one
  // Of a field.
  std::string name{};
  Presence presence = Presence::required;
};

Shape text(
    std::optional<std::int64_t> min = std::nullopt, std::optional<std::int64_t> max = std::nullopt
);
Shape integer(
    std::optional<std::int64_t> min = std::nullopt, std::optional<std::int64_t> max = std::nullopt
);
Shape boolean();
Shape object(std::vector<Shape> fields);
Shape array_of(Shape item);
Shape nullable(Shape shape);
Shape required(std::string name, Shape shape);
Shape optional(std::string name, Shape shape);

// What is wrong with the value, for developers: "body.name must be a string". Nothing when it fits.
std::optional<std::string> find_violation(
    const Shape& shape, const json::value& value, std::string_view path
);

// OpenAPI 3.0's schema object.
json::object to_schema(const Shape& shape);

}  // namespace daemun::management

#endif
