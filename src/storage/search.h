// The conditions of a search in a list, and their SQL.
#ifndef DAEMUN_STORAGE_SEARCH_H
#define DAEMUN_STORAGE_SEARCH_H

#include "base/pattern.h"
#include "storage/database.h"
#include "storage/sql.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::storage {

// A part of a list.
struct Window {
  std::int64_t limit = 0;
  std::int64_t offset = 0;

  static Window all();
};

// Logto's modes. `like`: % and _; `similar_to`: SQL's regular expressions; `posix`: POSIX ones.
// base/pattern.h is the judge of a pattern, for both engines, before it gets here.
enum class Match { like, exact, similar_to, posix };

struct SearchCondition {
  std::vector<std::string> fields{};  // API names, one of which has to match: "primaryEmail"
  Match match = Match::like;
  std::vector<std::string> values{};  // one; any number for `exact`, one of which has to match
};

struct Search {
  enum class Joint { any, all };

  std::vector<SearchCondition> conditions{};  // none: everything
  Joint joint = Joint::any;
  bool is_case_sensitive = false;
};

// Whether indexes find what a search of users matches, which is few as a rule: by equality with an
// id or identifier, also of a pattern without wildcards, or by the first letters of an identifier.
bool is_served_by_indexes(const Search& search);

// A text that is put together for one call, with its parameters.
class QueryBuilder {
 public:
  // "select <columns> <from>"
  QueryBuilder(
      Engine engine,
      std::string_view columns,
      std::string_view from,
      std::vector<SqlValue> parameters
  );

  QueryBuilder& add(std::string_view text);
  // `text` with "$?" for the value.
  QueryBuilder& add(std::string_view text, SqlValue value);
  // " and (...)"; nothing for a search without conditions. A scan, unless every condition is an
  // equality that an index serves. A field's column is its name in snake_case, of the table or
  // alias `prefix` ("u.").
  QueryBuilder& add(const Search& search, std::string_view prefix = "");
  // " limit ... offset ..."
  QueryBuilder& add(const Window& window);

  Query take() && {
    return Query{.parameters = std::move(parameters_), .text = std::move(text_), .cost = cost_};
  }

 private:
  std::string parameter(SqlValue value);
  // Those of a list: "$3, $4".
  std::string parameters(const std::vector<std::string>& values);
  std::string fits(
      const SearchCondition& condition, const std::string& column, PatternCase letter_case
  );
  std::string matches(
      const SearchCondition& condition,
      std::string_view field,
      std::string_view prefix,
      PatternCase letter_case
  );
  std::string equals(
      const std::vector<std::string>& values,
      std::string_view field,
      const std::string& column,
      PatternCase letter_case
  );

  Engine engine_;
  Query::Cost cost_ = Query::Cost::lookup;
  std::string text_;
  std::vector<SqlValue> parameters_;
};

}  // namespace daemun::storage

#endif
