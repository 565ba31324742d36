// Values to and from the PostgreSQL wire: parameters as text, except bytes; results in binary form.
#ifndef DAEMUN_STORAGE_POSTGRES_POSTGRES_VALUES_H
#define DAEMUN_STORAGE_POSTGRES_POSTGRES_VALUES_H

#include "storage/sql.h"

#include <libpq-fe.h>

#include <memory>
#include <string>
#include <vector>

namespace daemun::storage {

// The parameter arrays of libpq; points into the values it was made of.
class PostgresParameters {
 public:
  explicit PostgresParameters(const std::vector<SqlValue>& values);

  int count() const { return static_cast<int>(values_.size()); }
  const char* const* values() const { return values_.data(); }
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }

 private:
  void add(const SqlValue::Variant& value);

  std::vector<std::string> numbers_;
  std::vector<const char*> values_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
};

std::shared_ptr<const ColumnNames> names_of(const PGresult* result);
// Whether a column of that type can be read: bool, integers, bytea, text and what is sent as text.
bool is_readable(Oid type);
// Of a result in binary form. Throws std::runtime_error for another type: cast it in the statement.
Rows to_rows(const PGresult* result, std::shared_ptr<const ColumnNames> names);

}  // namespace daemun::storage

#endif
