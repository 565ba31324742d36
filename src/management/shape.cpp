#include "management/shape.h"

#include "base/text.h"

#include <utility>

namespace daemun::management {
namespace {

using Kind = Shape::Kind;

std::optional<std::string> out_of_bounds(
    const Shape& shape, std::int64_t size, std::string_view path, std::string_view of
) {
  const auto subject = std::string(path) + std::string(of);
  if (shape.min && size < *shape.min)
    return subject + " must be at least " + std::to_string(*shape.min);
  if (shape.max && size > *shape.max)
    return subject + " must be at most " + std::to_string(*shape.max);
  return std::nullopt;
}

std::optional<std::string> find_text_violation(
    const Shape& shape, const json::value& value, std::string_view path
) {
  const auto* characters = value.if_string();
  if (characters == nullptr) return std::string(path) + " must be a string";
  if (characters->find('\0') != json::string::npos) {
    return std::string(path) + " must not contain U+0000";
  }
  const auto size = static_cast<std::int64_t>(count_characters(*characters));
  return out_of_bounds(shape, size, path, ": its length");
}

std::optional<std::string> find_integer_violation(
    const Shape& shape, const json::value& value, std::string_view path
) {
  const auto* number = value.if_int64();
  if (number == nullptr) return std::string(path) + " must be an integer";
  return out_of_bounds(shape, *number, path, "");
}

std::optional<std::string> find_object_violation(
    const Shape& shape, const json::value& value, std::string_view path
) {
  const auto* members = value.if_object();
  if (members == nullptr) return std::string(path) + " must be an object";
  for (const auto& field : shape.fields) {
    const auto* member = members->if_contains(field.name);
    const auto at = std::string(path) + "." + field.name;
    if (member == nullptr) {
      if (field.presence == Presence::required) return at + " is required";
      continue;
    }
    if (auto violation = find_violation(field, *member, at)) return violation;
  }
  return std::nullopt;
}

std::optional<std::string> find_array_violation(
    const Shape& shape, const json::value& value, std::string_view path
) {
  const auto* items = value.if_array();
  if (items == nullptr) return std::string(path) + " must be an array";
  for (std::size_t i = 0; i < items->size(); ++i) {
    const auto at = std::string(path) + "[" + std::to_string(i) + "]";
    if (auto violation = find_violation(shape.items.front(), (*items)[i], at)) return violation;
  }
  return std::nullopt;
}

std::string_view type_name(Kind kind) {
  switch (kind) {
    case Kind::string:
      return "string";
    case Kind::integer:
      return "integer";
    case Kind::boolean:
      return "boolean";
    case Kind::array:
      return "array";
    case Kind::object:
      break;
  }
  return "object";
}

void add_fields(json::object& schema, const std::vector<Shape>& fields) {
  json::object properties;
  json::array names;
  for (const auto& field : fields) {
    properties[field.name] = to_schema(field);
    if (field.presence == Presence::required) names.emplace_back(field.name);
  }
  if (!properties.empty()) schema["properties"] = std::move(properties);
  if (!names.empty()) schema["required"] = std::move(names);
}

}  // namespace

Shape text(std::optional<std::int64_t> min, std::optional<std::int64_t> max) {
  return Shape{.kind = Kind::string, .min = min, .max = max};
}

Shape integer(std::optional<std::int64_t> min, std::optional<std::int64_t> max) {
  return Shape{.kind = Kind::integer, .min = min, .max = max};
}

Shape boolean() {
  return Shape{.kind = Kind::boolean};
}

Shape object(std::vector<Shape> fields) {
  return Shape{.kind = Kind::object, .fields = std::move(fields)};
}

Shape array_of(Shape item) {
  return Shape{.kind = Kind::array, .items = {std::move(item)}};
}

Shape nullable(Shape shape) {
  shape.is_nullable = true;
  return shape;
}

Shape required(std::string name, Shape shape) {
  shape.name = std::move(name);
  return shape;
}

Shape optional(std::string name, Shape shape) {
  shape.presence = Presence::optional;
  return required(std::move(name), std::move(shape));
}

std::optional<std::string> find_violation(
    const Shape& shape, const json::value& value, std::string_view path
) {
  if (shape.is_nullable && value.is_null()) return std::nullopt;
  switch (shape.kind) {
    case Kind::string:
      return find_text_violation(shape, value, path);
    case Kind::integer:
      return find_integer_violation(shape, value, path);
    case Kind::boolean:
      if (value.is_bool()) return std::nullopt;
      return std::string(path) + " must be true or false";
    case Kind::array:
      return find_array_violation(shape, value, path);
    case Kind::object:
      break;
  }
  return find_object_violation(shape, value, path);
}

json::object to_schema(const Shape& shape) {
  const bool is_text = shape.kind == Kind::string;
  json::object schema{{"type", type_name(shape.kind)}};
  if (shape.is_nullable) schema["nullable"] = true;
  if (shape.min) schema[is_text ? "minLength" : "minimum"] = *shape.min;
  if (shape.max) schema[is_text ? "maxLength" : "maximum"] = *shape.max;
  if (shape.kind == Kind::object) add_fields(schema, shape.fields);
  if (shape.kind == Kind::array) schema["items"] = to_schema(shape.items.front());
  return schema;
}

}  // namespace daemun::management
