#include "storage/search.h"

#include "base/like_range.h"
#include "base/pattern.h"
#include "base/unicode.h"

#include <algorithm>
#include <limits>

namespace daemun::storage {
namespace {

// Letters are Unicode's (or, with regard to case, ASCII's) in any locale of the database.
constexpr const char* icu_collation = " collate \"und-x-icu\"";
constexpr const char* plain_collation = " collate \"C\"";

std::string to_column(std::string_view field) {
  std::string column;
  for (const char c : field) {
    const bool is_upper = c >= 'A' && c <= 'Z';
    if (is_upper) column += '_';
    column += is_upper ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return column;
}

// Their columns have indexes in the order of bytes, and hold no capitals: a username's index is of
// its lower case.
bool is_identifier(std::string_view field) {
  return field == "username" || field == "primaryEmail" || field == "primaryPhone";
}

// Whether the field must be one of the values: also of a pattern without wildcards.
bool is_equality(const SearchCondition& condition) {
  if (condition.match == Match::exact) return true;
  return condition.match == Match::like && is_literal_like(condition.values.front());
}

bool is_indexed_equality(const SearchCondition& condition) {
  const auto& fields = condition.fields;
  return is_equality(condition) &&
         std::all_of(fields.begin(), fields.end(), [](const std::string& field) {
           return field == "id" || is_identifier(field);
         });
}

std::optional<LikeRange> find_range(const SearchCondition& condition, PatternCase letter_case) {
  if (condition.match != Match::like) return std::nullopt;
  return find_like_range(condition.values.front(), letter_case);
}

bool is_indexed_range(const SearchCondition& condition, PatternCase letter_case) {
  const auto& fields = condition.fields;
  return find_range(condition, letter_case) &&
         std::all_of(fields.begin(), fields.end(), is_identifier);
}

PatternCase letter_case_of(const Search& search) {
  return search.is_case_sensitive ? PatternCase::sensitive : PatternCase::ignored;
}

}  // namespace

bool is_served_by_indexes(const Search& search) {
  const auto& conditions = search.conditions;
  const auto is_served = [&](const SearchCondition& condition) {
    return is_indexed_equality(condition) || is_indexed_range(condition, letter_case_of(search));
  };
  if (search.joint == Search::Joint::all)
    return std::any_of(conditions.begin(), conditions.end(), is_served);
  return !conditions.empty() && std::all_of(conditions.begin(), conditions.end(), is_served);
}

Window Window::all() {
  return Window{.limit = std::numeric_limits<std::int64_t>::max(), .offset = 0};
}

QueryBuilder::QueryBuilder(
    Engine engine, std::string_view columns, std::string_view from, std::vector<SqlValue> parameters
)
    : engine_(engine), text_("select"), parameters_(std::move(parameters)) {
  add(columns).add(from);
}

std::string QueryBuilder::parameter(SqlValue value) {
  parameters_.push_back(std::move(value));
  return "$" + std::to_string(parameters_.size());
}

QueryBuilder& QueryBuilder::add(std::string_view text) {
  text_ += ' ';
  text_ += text;
  return *this;
}

QueryBuilder& QueryBuilder::add(std::string_view text, SqlValue value) {
  constexpr std::string_view place = "$?";
  const auto at = text.find(place);
  add(text.substr(0, at));
  text_ += parameter(std::move(value));
  text_ += text.substr(at + place.size());
  return *this;
}

QueryBuilder& QueryBuilder::add(const Window& window) {
  return add("limit $?", window.limit).add("offset $?", window.offset);
}

// A list of parameters rather than an array: an index serves it on both engines.
std::string QueryBuilder::parameters(const std::vector<std::string>& values) {
  std::string list;
  for (const auto& value : values) {
    if (!list.empty()) list += ", ";
    list += parameter(value);
  }
  return list;
}

// Ignoring case must not keep the indexes of users from being used.
std::string QueryBuilder::equals(
    const std::vector<std::string>& values,
    std::string_view field,
    const std::string& column,
    PatternCase letter_case
) {
  if (letter_case == PatternCase::sensitive) return column + " in (" + parameters(values) + ")";
  std::vector<std::string> lowered = values;
  for (auto& value : lowered)
    value = to_lower(value);
  // ASCII, and in the index users_username_lower.
  if (field == "username") return "lower(" + column + ") in (" + parameters(lowered) + ")";
  // Kept in a form without case.
  if (field == "id" || field == "primaryPhone") return column + " in (" + parameters(lowered) + ")";
  if (field == "primaryEmail") {
    for (auto& value : lowered)
      value = to_nfkc_casefold(value).value_or(value);
    return column + " in (" + parameters(lowered) + ")";
  }
  const auto subject = engine_ == Engine::postgres ? "lower(" + column + icu_collation + ")"
                                                   : "unicode_lower(" + column + ")";
  return subject + " in (" + parameters(lowered) + ")";
}

// SQLite's functions are those of sqlite_functions.cpp.
std::string QueryBuilder::fits(
    const SearchCondition& condition, const std::string& column, PatternCase letter_case
) {
  const auto pattern = parameter(condition.values.front());
  const bool cased = letter_case == PatternCase::sensitive;
  if (engine_ == Engine::sqlite) {
    std::string function = "similar_to";
    if (condition.match == Match::like) function = cased ? "cased_like" : "ilike";
    if (condition.match == Match::posix) function = cased ? "posix" : "iposix";
    return function + "(" + pattern + ", " + column + ")";
  }
  std::string comparison = " similar to ";
  if (condition.match == Match::like) comparison = cased ? " like " : " ilike ";
  if (condition.match == Match::posix) comparison = cased ? " ~ " : " ~* ";
  return column + comparison + pattern + (cased ? plain_collation : icu_collation);
}

// The first letters of a pattern leave a part of an index for it to look at.
std::string QueryBuilder::matches(
    const SearchCondition& condition,
    std::string_view field,
    std::string_view prefix,
    PatternCase letter_case
) {
  const auto column = std::string(prefix) + to_column(field);
  if (is_equality(condition)) return equals(condition.values, field, column, letter_case);
  auto text = fits(condition, column, letter_case);
  const auto range = is_identifier(field) ? find_range(condition, letter_case) : std::nullopt;
  if (!range) return text;
  const bool is_lowered = field == "username" && letter_case == PatternCase::ignored;
  const auto indexed = is_lowered ? "lower(" + column + ")" : column;
  text += " and " + indexed + " >= " + parameter(range->begin);
  text += " and " + indexed + " < " + parameter(range->end);
  return "(" + text + ")";
}

QueryBuilder& QueryBuilder::add(const Search& search, std::string_view prefix) {
  const auto letter_case = letter_case_of(search);
  std::string text;
  for (const auto& condition : search.conditions) {
    if (!is_indexed_equality(condition)) cost_ = Query::Cost::scan;
    std::string fields;
    for (const auto& field : condition.fields) {
      if (!fields.empty()) fields += " or ";
      fields += matches(condition, field, prefix, letter_case);
    }
    if (!text.empty()) text += search.joint == Search::Joint::all ? " and " : " or ";
    text += "(" + fields + ")";
  }
  if (!text.empty()) text_ += " and (" + text + ")";
  return *this;
}

}  // namespace daemun::storage
