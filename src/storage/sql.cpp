#include "storage/sql.h"

#include <stdexcept>

namespace daemun::storage {
namespace {

const char* kind(const SqlValue::Variant& value) {
  static constexpr const char* names[] = {"NULL", "boolean", "integer", "text", "bytes"};
  return names[value.index()];
}

[[noreturn]] void refuse(Column column, const char* wanted, const SqlValue::Variant& value) {
  throw std::logic_error(
      std::string("column ") + column.name() + " is " + kind(value) + ", not " + wanted
  );
}

bool is_nothing(const SqlValue::Variant& value) {
  return std::holds_alternative<std::monostate>(value);
}

const std::string& text_of(Column column, const SqlValue::Variant& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  refuse(column, "text", value);
}

std::int64_t integer_of(Column column, const SqlValue::Variant& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  refuse(column, "integer", value);
}

const std::string& bytes_of(Column column, const SqlValue::Variant& value) {
  if (const auto* bytes = std::get_if<Bytes>(&value)) return bytes->value;
  refuse(column, "bytes", value);
}

}  // namespace

inline std::size_t Row::place_of(Column column) const {
  const auto& numbers = columns_->numbers;
  const auto count = numbers.size();
  for (std::size_t tried = 0; tried < count; ++tried) {
    if (next_ >= count) next_ = 0;
    if (numbers[next_] == column.number()) return next_;
    ++next_;
  }
  throw std::logic_error(std::string("the statement has no column ") + column.name());
}

inline const SqlValue::Variant& Row::take(Column column) const {
  const auto place = place_of(column);
  next_ = place + 1;
  return values_[place];
}

const std::string& Row::text(Column column) const {
  return text_of(column, take(column));
}

std::int64_t Row::integer(Column column) const {
  return integer_of(column, take(column));
}

bool Row::boolean(Column column) const {
  const auto& value = take(column);
  if (const auto* flag = std::get_if<bool>(&value)) return *flag;
  // SQLite keeps booleans as 0 and 1.
  const auto* number = std::get_if<std::int64_t>(&value);
  if (number && (*number == 0 || *number == 1)) return *number == 1;
  refuse(column, "boolean", value);
}

const std::string& Row::bytes(Column column) const {
  return bytes_of(column, take(column));
}

bool Row::is_null(Column column) const {
  return is_nothing(values_[place_of(column)]);
}

std::optional<std::string> Row::optional_text(Column column) const {
  const auto& value = take(column);
  if (is_nothing(value)) return std::nullopt;
  return text_of(column, value);
}

std::optional<std::int64_t> Row::optional_integer(Column column) const {
  const auto& value = take(column);
  if (is_nothing(value)) return std::nullopt;
  return integer_of(column, value);
}

std::optional<TimePoint> Row::optional_time(Column column) const {
  const auto& value = take(column);
  if (is_nothing(value)) return std::nullopt;
  return from_unix_ms(integer_of(column, value));
}

std::optional<std::string> Row::optional_bytes(Column column) const {
  const auto& value = take(column);
  if (is_nothing(value)) return std::nullopt;
  return bytes_of(column, value);
}

Row Rows::operator[](std::size_t index) const {
  const auto first = empty() ? 0 : index * width();
  if (first >= values_.size()) throw std::logic_error("there is no such row");
  return {*columns_, values_.data() + first};
}

}  // namespace daemun::storage
