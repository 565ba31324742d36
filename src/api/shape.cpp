#include "api/shape.h"

#include "base/text.h"

#include <cmath>
#include <utility>

#include "api/text_format.h"

namespace daemun::api {
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
  const auto* format = find_text_format(shape.format);
  if (format != nullptr && !format->matches(*characters)) {
    return std::string(path) + " " + std::string(format->description);
  }
  const auto size = static_cast<std::int64_t>(count_characters(*characters));
  return out_of_bounds(shape, size, path, ": its length");
}

std::optional<std::string> find_word_violation(
    const Shape& shape, const json::value& value, std::string_view path
) {
  const auto* characters = value.if_string();
  if (characters != nullptr && contains(shape.words, *characters)) return std::nullopt;
  return std::string(path) + " must be one of " + join(shape.words, ", ");
}

std::optional<std::string> find_integer_violation(
    const Shape& shape, const json::value& value, std::string_view path
) {
  const auto* number = value.if_int64();
  if (number == nullptr) return std::string(path) + " must be an integer";
  return out_of_bounds(shape, *number, path, "");
}

std::optional<std::string> find_number_violation(
    const Shape& shape, const json::value& value, std::string_view path
) {
  if (!value.is_number()) return std::string(path) + " must be a number";
  const auto number = value.to_number<double>();
  // Beyond that a double has no exact integers, and nobody's clock goes.
  if (!std::isfinite(number) || std::abs(number) > 9007199254740991.0) {
    return std::string(path) + " is out of range";
  }
  return out_of_bounds(shape, static_cast<std::int64_t>(std::floor(number)), path, "");
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

std::optional<std::string> find_record_violation(
    const Shape& shape, const json::value& value, std::string_view path
) {
  const auto* members = value.if_object();
  if (members == nullptr) return std::string(path) + " must be an object";
  for (const auto& member : *members) {
    const auto at = std::string(path) + "." + std::string(member.key());
    if (auto violation = find_violation(shape.items.front(), member.value(), at)) return violation;
  }
  return std::nullopt;
}

// Whether an alternative is the one that the value's words name: {"type": "Text"} is no Number.
bool is_meant(const Shape& alternative, const json::value& value) {
  const auto* members = value.if_object();
  if (members == nullptr || alternative.kind != Kind::object) return false;
  bool has_words = false;
  for (const auto& field : alternative.fields) {
    if (field.kind != Kind::words) continue;
    const auto* member = members->if_contains(field.name);
    if (member == nullptr || find_violation(field, *member, "")) return false;
    has_words = true;
  }
  return has_words;
}

// What the alternative that is meant says, else the last one, when none fits. "" stands for
// nothing: whoever sends another text means another alternative.
std::optional<std::string> find_choice_violation(
    const Shape& shape, const json::value& value, std::string_view path
) {
  std::optional<std::string> violation;
  for (const auto& alternative : shape.items) {
    auto found = find_violation(alternative, value, path);
    if (!found || is_meant(alternative, value)) return found;
    if (!violation || alternative.format != TextFormat::empty) violation = std::move(found);
  }
  return violation;
}

std::string_view type_name(Kind kind) {
  switch (kind) {
    case Kind::string:
    case Kind::words:
      return "string";
    case Kind::number:
      return "number";
    case Kind::integer:
      return "integer";
    case Kind::boolean:
      return "boolean";
    case Kind::array:
      return "array";
    default:
      return "object";
  }
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

std::optional<std::string> find_violation(
    const Shape& shape, const json::value& value, std::string_view path
) {
  if (shape.is_nullable && value.is_null()) return std::nullopt;
  switch (shape.kind) {
    case Kind::any:
      return std::nullopt;
    case Kind::string:
      return find_text_violation(shape, value, path);
    case Kind::words:
      return find_word_violation(shape, value, path);
    case Kind::integer:
      return find_integer_violation(shape, value, path);
    case Kind::number:
      return find_number_violation(shape, value, path);
    case Kind::boolean:
      if (value.is_bool()) return std::nullopt;
      return std::string(path) + " must be true or false";
    case Kind::array:
      return find_array_violation(shape, value, path);
    case Kind::record:
      return find_record_violation(shape, value, path);
    case Kind::one_of:
      return find_choice_violation(shape, value, path);
    case Kind::object:
      break;
  }
  return find_object_violation(shape, value, path);
}

json::object to_schema(const Shape& shape) {
  json::object schema;
  const bool has_type = shape.kind != Kind::any && shape.kind != Kind::one_of;
  if (has_type) schema["type"] = type_name(shape.kind);
  // OpenAPI 3.0 knows `nullable` only beside a type.
  if (shape.is_nullable && has_type) schema["nullable"] = true;
  const bool is_text = shape.kind == Kind::string;
  if (shape.min) schema[is_text ? "minLength" : "minimum"] = *shape.min;
  if (shape.max) schema[is_text ? "maxLength" : "maximum"] = *shape.max;
  const auto* format = find_text_format(shape.format);
  if (format != nullptr && format->pattern.empty()) schema["format"] = "uri";
  if (format != nullptr && !format->pattern.empty()) schema["pattern"] = format->pattern;
  if (shape.kind == Kind::words) schema["enum"] = to_json_array(shape.words);
  if (shape.kind == Kind::object) add_fields(schema, shape.fields);
  // Of any members: without the word, generators take it for an object of none.
  if (shape.kind == Kind::object && shape.fields.empty()) schema["additionalProperties"] = true;
  if (shape.kind == Kind::array) schema["items"] = to_schema(shape.items.front());
  if (shape.kind == Kind::record) schema["additionalProperties"] = to_schema(shape.items.front());
  if (shape.kind == Kind::one_of) {
    json::array alternatives;
    for (auto alternative : shape.items) {
      alternative.is_nullable = alternative.is_nullable || shape.is_nullable;
      alternatives.push_back(to_schema(alternative));
    }
    schema["anyOf"] = std::move(alternatives);
  }
  return schema;
}

}  // namespace daemun::api
