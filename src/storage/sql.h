// The SQL vocabulary that both engines share: values, queries, rows, and the write plan.
//
// One SQL text serves SQLite and PostgreSQL. Parameters are $1, $2 ... bound by their number.
// Instants are bigint milliseconds, JSON documents are text, bytes are bytea.
// A statement that must differ carries its PostgreSQL text beside it, with the reason.
#ifndef DAEMUN_STORAGE_SQL_H
#define DAEMUN_STORAGE_SQL_H

#include "base/clock.h"
#include "base/id.h"
#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace daemun::storage {

struct Bytes {
  std::string value;
};

class SqlValue {
 public:
  using Variant = std::variant<std::monostate, bool, std::int64_t, std::string, Bytes>;

  SqlValue() = default;
  SqlValue(std::nullopt_t) {}
  SqlValue(bool value) : value_(value) {}
  SqlValue(int value) : value_(std::int64_t{value}) {}
  SqlValue(std::int64_t value) : value_(value) {}
  SqlValue(const char* value) : value_(std::string(value)) {}
  SqlValue(std::string value) : value_(std::move(value)) {}
  SqlValue(std::string_view value) : value_(std::string(value)) {}
  SqlValue(Bytes value) : value_(std::move(value)) {}
  SqlValue(TimePoint value) : value_(to_unix_ms(value)) {}
  template <typename Tag>
  SqlValue(const Id<Tag>& id) : value_(id.value()) {}
  template <typename T>
  SqlValue(const std::optional<T>& value) {
    if (value) *this = SqlValue(*value);
  }

  const Variant& get() const { return value_; }

 private:
  Variant value_;
};

// SQL text with static storage duration: its address identifies the prepared statement.
struct Sql {
  const char* text = nullptr;
  const char* postgres = nullptr;  // only where the engines differ
};

struct Query {
  Sql sql{};
  std::vector<SqlValue> parameters{};
  // Instead of `sql`: a text for this one call. It is put together from parts of ours; what comes
  // from outside is a parameter, so there are few texts, and SQLite keeps the last ones prepared.
  std::string text{};
  // `scan`: may look at many rows, and has to wait where it keeps nobody else waiting.
  enum class Cost { lookup, scan } cost = Cost::lookup;
};

class Row {
 public:
  explicit Row(std::vector<SqlValue::Variant> values) : values_(std::move(values)) {}

  // Typed access by column index; throws std::logic_error on NULL or another type (a bug).
  const std::string& text(std::size_t column) const;
  std::int64_t integer(std::size_t column) const;
  bool boolean(std::size_t column) const;
  TimePoint time(std::size_t column) const { return from_unix_ms(integer(column)); }
  const std::string& bytes(std::size_t column) const;

  bool is_null(std::size_t column) const;
  std::optional<std::string> optional_text(std::size_t column) const;
  std::optional<std::int64_t> optional_integer(std::size_t column) const;
  std::optional<TimePoint> optional_time(std::size_t column) const;
  std::optional<std::string> optional_bytes(std::size_t column) const;
  template <typename SomeId>
  SomeId id(std::size_t column) const {
    return SomeId(text(column));
  }
  template <typename SomeId>
  std::optional<SomeId> optional_id(std::size_t column) const {
    if (is_null(column)) return std::nullopt;
    return SomeId(text(column));
  }
  std::size_t size() const { return values_.size(); }

 private:
  std::vector<SqlValue::Variant> values_;
};

using Rows = std::vector<Row>;

// How many rows a statement of a plan must change for the plan to hold.
struct RowCount {
  enum class Rule { exactly, any } rule = Rule::any;
  std::size_t count = 0;

  static RowCount exactly(std::size_t count) { return {Rule::exactly, count}; }
  static RowCount any() { return {Rule::any, 0}; }
};

struct Statement {
  Sql sql;
  std::vector<SqlValue> parameters;
  RowCount expect = RowCount::any();
};

// Statements that are committed as a whole or not at all.
class Plan {
 public:
  Plan& add(Statement statement) {
    statements_.push_back(std::move(statement));
    return *this;
  }
  Plan& add(Plan other) {
    for (auto& statement : other.statements_)
      statements_.push_back(std::move(statement));
    return *this;
  }
  const std::vector<Statement>& statements() const { return statements_; }
  bool empty() const { return statements_.empty(); }

 private:
  std::vector<Statement> statements_;
};

// Why a plan was not committed although the database is well.
struct Conflict {
  enum class Reason {
    row_count,    // a statement hit another number of rows: a lost race
    unique,       // a UNIQUE or PRIMARY KEY constraint
    foreign_key,  // a referenced row does not exist
    check,        // a CHECK or NOT NULL constraint
  };
  Reason reason = Reason::row_count;
  std::size_t statement = 0;  // index in the plan
  std::string constraint;     // the engine's name for it, where it tells; table.column in SQLite
};

}  // namespace daemun::storage

#endif
