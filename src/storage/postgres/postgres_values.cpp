#include "storage/postgres/postgres_values.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

namespace daemun::storage {
namespace {

// From PostgreSQL's catalog pg_type; they never change.
constexpr Oid bool_type = 16;
constexpr Oid bytea_type = 17;
constexpr Oid int8_type = 20;
constexpr Oid int2_type = 21;
constexpr Oid int4_type = 23;
// name, text, json, unknown, bpchar, varchar, void: the same bytes in both forms.
constexpr std::array<Oid, 7> text_types{19, 25, 114, 705, 1042, 1043, 2278};

constexpr int text_format = 0;
constexpr int binary_format = 1;

// Two, four or eight bytes, the highest first.
std::int64_t parse_integer(std::string_view bytes) {
  std::uint64_t number = (static_cast<unsigned char>(bytes.front()) & 0x80) != 0 ? ~0ULL : 0;
  for (const char byte : bytes)
    number = number << 8 | static_cast<unsigned char>(byte);
  return static_cast<std::int64_t>(number);
}

SqlValue::Variant to_value(const PGresult* result, int row, int column) {
  if (PQgetisnull(result, row, column)) return std::monostate();
  const std::string_view data(
      PQgetvalue(result, row, column), static_cast<std::size_t>(PQgetlength(result, row, column))
  );
  switch (PQftype(result, column)) {
    case bool_type:
      return data.front() != 0;
    case int8_type:
    case int4_type:
    case int2_type:
      return parse_integer(data);
    case bytea_type:
      return Bytes{std::string(data)};
    default:
      return std::string(data);
  }
}

}  // namespace

PostgresParameters::PostgresParameters(const std::vector<SqlValue>& values) {
  numbers_.reserve(values.size());  // values_ points into it
  values_.reserve(values.size());
  lengths_.reserve(values.size());
  formats_.reserve(values.size());
  for (const auto& value : values)
    add(value.get());
}

void PostgresParameters::add(const SqlValue::Variant& value) {
  const char* text = nullptr;
  int length = 0;
  if (const auto* flag = std::get_if<bool>(&value)) text = *flag ? "true" : "false";
  if (const auto* string = std::get_if<std::string>(&value)) text = string->c_str();
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    text = numbers_.emplace_back(std::to_string(*number)).c_str();
  }
  const auto* bytes = std::get_if<Bytes>(&value);
  if (bytes) {
    text = bytes->value.data();
    length = static_cast<int>(bytes->value.size());
  }
  values_.push_back(text);
  lengths_.push_back(length);
  formats_.push_back(bytes ? binary_format : text_format);
}

std::shared_ptr<const ColumnNames> names_of(const PGresult* result) {
  ColumnNames names;
  for (int column = 0; column < PQnfields(result); ++column)
    names.add(PQfname(result, column));
  return std::make_shared<const ColumnNames>(std::move(names));
}

bool is_readable(Oid type) {
  return type == bool_type || type == bytea_type || type == int8_type || type == int4_type ||
         type == int2_type ||
         std::find(text_types.begin(), text_types.end(), type) != text_types.end();
}

Rows to_rows(const PGresult* result, std::shared_ptr<const ColumnNames> names) {
  const int row_count = PQntuples(result);
  const int column_count = PQnfields(result);
  for (int column = 0; column < column_count; ++column) {
    if (!is_readable(PQftype(result, column)))
      throw std::runtime_error(
          std::string("column ") + PQfname(result, column) + " has another type"
      );
  }
  Rows rows(std::move(names));
  rows.reserve(static_cast<std::size_t>(row_count));
  for (int row = 0; row < row_count; ++row) {
    for (int column = 0; column < column_count; ++column)
      rows.add(to_value(result, row, column));
  }
  return rows;
}

}  // namespace daemun::storage
