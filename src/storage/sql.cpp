#include "storage/sql.h"

#include <stdexcept>

namespace daemun::storage {
namespace {

const char* kind(const SqlValue::Variant& value) {
  static constexpr const char* names[] = {"NULL", "boolean", "integer", "text", "bytes"};
  return names[value.index()];
}

[[noreturn]] void refuse(std::size_t column, const char* wanted, const SqlValue::Variant& value) {
  throw std::logic_error(
      "column " + std::to_string(column) + " is " + kind(value) + ", not " + wanted
  );
}

}  // namespace

const std::string& Row::text(std::size_t column) const {
  const auto& value = values_.at(column);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  refuse(column, "text", value);
}

std::int64_t Row::integer(std::size_t column) const {
  const auto& value = values_.at(column);
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  refuse(column, "integer", value);
}

bool Row::boolean(std::size_t column) const {
  const auto& value = values_.at(column);
  if (const auto* flag = std::get_if<bool>(&value)) return *flag;
  // SQLite keeps booleans as 0 and 1.
  const auto* number = std::get_if<std::int64_t>(&value);
  if (number && (*number == 0 || *number == 1)) return *number == 1;
  refuse(column, "boolean", value);
}

const std::string& Row::bytes(std::size_t column) const {
  const auto& value = values_.at(column);
  if (const auto* bytes = std::get_if<Bytes>(&value)) return bytes->value;
  refuse(column, "bytes", value);
}

bool Row::is_null(std::size_t column) const {
  return std::holds_alternative<std::monostate>(values_.at(column));
}

std::optional<std::string> Row::optional_text(std::size_t column) const {
  if (is_null(column)) return std::nullopt;
  return text(column);
}

std::optional<std::int64_t> Row::optional_integer(std::size_t column) const {
  if (is_null(column)) return std::nullopt;
  return integer(column);
}

std::optional<TimePoint> Row::optional_time(std::size_t column) const {
  if (is_null(column)) return std::nullopt;
  return time(column);
}

std::optional<std::string> Row::optional_bytes(std::size_t column) const {
  if (is_null(column)) return std::nullopt;
  return bytes(column);
}

}  // namespace daemun::storage
