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

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
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
  bool changes_settings = false;   // writes rows that storage::Settings keeps
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

// The name of a column. Names are compared by a number that the compiler makes of them: a row is
// read as fast by name as by position.
class Column {
 public:
  consteval Column(const char* name) : name_(name), number_(number_of(name)) {}
  Column(const std::string& name) : name_(name.c_str()), number_(number_of(name)) {}

  const char* name() const { return name_; }
  std::uint64_t number() const { return number_; }

 private:
  // FNV-1a
  static constexpr std::uint64_t number_of(std::string_view name) {
    std::uint64_t number = 14695981039346656037U;
    for (const char c : name)
      number = (number ^ static_cast<unsigned char>(c)) * 1099511628211U;
    return number;
  }

  const char* name_;
  std::uint64_t number_;
};

// The columns of a result, as its statement names them: made once for a prepared statement.
struct ColumnNames {
  std::vector<std::string> names{};
  std::vector<std::uint64_t> numbers{};

  void add(std::string name) {
    numbers.push_back(Column(name).number());
    names.push_back(std::move(name));
  }
};

// One row of Rows, which has to outlive it.
class Row {
 public:
  Row(const ColumnNames& columns, const SqlValue::Variant* values)
      : columns_(&columns), values_(values) {}

  // Typed access by the column's name; throws std::logic_error on NULL, another type or a name that
  // the statement does not have (a bug).
  const std::string& text(Column column) const;
  std::int64_t integer(Column column) const;
  bool boolean(Column column) const;
  TimePoint time(Column column) const { return from_unix_ms(integer(column)); }
  const std::string& bytes(Column column) const;

  bool is_null(Column column) const;
  std::optional<std::string> optional_text(Column column) const;
  std::optional<std::int64_t> optional_integer(Column column) const;
  std::optional<TimePoint> optional_time(Column column) const;
  std::optional<std::string> optional_bytes(Column column) const;
  template <typename SomeId>
  SomeId id(Column column) const {
    return SomeId(text(column));
  }
  template <typename SomeId>
  std::optional<SomeId> optional_id(Column column) const {
    auto found = optional_text(column);
    if (!found) return std::nullopt;
    return SomeId(*std::move(found));
  }

 private:
  std::size_t place_of(Column column) const;
  const SqlValue::Variant& take(Column column) const;

  const ColumnNames* columns_;
  const SqlValue::Variant* values_;
  // Columns are read in the order of the statement, or nearly: a name is looked for from here on.
  mutable std::size_t next_ = 0;
};

// The rows of a result, one value after the other.
class Rows {
 public:
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Row;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = Row;

    Iterator(const Rows& rows, std::size_t index) : rows_(&rows), index_(index) {}
    Row operator*() const { return (*rows_)[index_]; }
    Iterator& operator++() {
      ++index_;
      return *this;
    }
    bool operator==(const Iterator&) const = default;

   private:
    const Rows* rows_;
    std::size_t index_;
  };

  Rows() = default;
  explicit Rows(std::shared_ptr<const ColumnNames> columns) : columns_(std::move(columns)) {}

  // The next value of the row that is not complete, or of a new one.
  void add(SqlValue::Variant&& value) { values_.push_back(std::move(value)); }
  void reserve(std::size_t rows) { values_.reserve(rows * width()); }

  const std::vector<std::string>& columns() const { return columns_->names; }
  bool empty() const { return values_.empty(); }
  std::size_t size() const { return empty() ? 0 : values_.size() / width(); }
  // Throws std::logic_error where there is no row (a bug).
  Row operator[](std::size_t index) const;
  Row front() const { return (*this)[0]; }
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, size()}; }

 private:
  std::size_t width() const { return columns_->names.size(); }

  std::shared_ptr<const ColumnNames> columns_;
  std::vector<SqlValue::Variant> values_;
};

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

// What a power cut may take back of a commit that was reported. The end of the process takes
// nothing.
enum class Durability {
  synced,    // nothing
  unsynced,  // all of it, and unsynced commits after it; never a synced one
};

// Statements that are committed as a whole or not at all.
class Plan {
 public:
  Plan& add(Statement statement) {
    durability_ = Durability::synced;
    statements_.push_back(std::move(statement));
    return *this;
  }
  // Synced when a part is.
  Plan& add(Plan other) {
    if (other.empty()) return *this;
    if (empty() || other.durability_ == Durability::synced) durability_ = other.durability_;
    for (auto& statement : other.statements_)
      statements_.push_back(std::move(statement));
    return *this;
  }
  // The commit need not wait for the disk, which saves the server 0.1 to 0.3 ms of CPU and the
  // person 1 to 10 ms. For what may be lost without harm: a dialogue until it is submitted, a
  // request that its client sends again. Statements that are added afterwards are synced.
  Plan& leave_unsynced() {
    durability_ = Durability::unsynced;
    return *this;
  }
  const std::vector<Statement>& statements() const { return statements_; }
  Durability durability() const { return durability_; }
  bool empty() const { return statements_.empty(); }
  bool changes_settings() const {
    return std::any_of(statements_.begin(), statements_.end(), [](const Statement& statement) {
      return statement.sql.changes_settings;
    });
  }

 private:
  std::vector<Statement> statements_;
  Durability durability_ = Durability::synced;
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
