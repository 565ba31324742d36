#include "storage/search.h"

#include "base/json.h"

#include <limits>

namespace daemun::storage {
namespace {

std::string to_column(std::string_view field) {
  std::string column;
  for (const char c : field) {
    const bool is_upper = c >= 'A' && c <= 'Z';
    if (is_upper) column += '_';
    column += is_upper ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return column;
}

}  // namespace

Window Window::all() {
  return Window{.limit = std::numeric_limits<std::int64_t>::max(), .offset = 0};
}

std::string QueryBuilder::parameter(SqlValue value) {
  parameters_.push_back(std::move(value));
  return "$" + std::to_string(parameters_.size());
}

QueryBuilder& QueryBuilder::add(std::string_view text, SqlValue value) {
  constexpr std::string_view place = "$?";
  const auto at = text.find(place);
  text_ += text.substr(0, at);
  text_ += parameter(std::move(value));
  text_ += text.substr(at + place.size());
  return *this;
}

QueryBuilder& QueryBuilder::add(const Window& window) {
  return add(" limit $?", window.limit).add(" offset $?", window.offset);
}

// SQLite's functions are those of sqlite_functions.cpp.
std::string QueryBuilder::matches(
    const SearchCondition& condition, std::string_view column, bool cased
) {
  const bool is_postgres = engine_ == Engine::postgres;
  const std::string subject(column);
  if (condition.match == Match::exact) {
    // One parameter, however many values: the text stays the same.
    const auto list = parameter(json::serialize(to_json_array(condition.values)));
    const auto values = is_postgres ? "json_array_elements_text(" + list + "::json) as v(value)"
                                    : "json_each(" + list + ") as v";
    const std::string value = cased ? "v.value" : "lower(v.value)";
    return (cased ? subject : "lower(" + subject + ")") + " in (select " + value + " from " +
           values + ")";
  }
  const auto pattern = parameter(condition.values.front());
  switch (condition.match) {
    case Match::similar_to:
      return is_postgres ? subject + " similar to " + pattern
                         : "similar_to(" + pattern + ", " + subject + ")";
    case Match::posix:
      if (is_postgres) return subject + (cased ? " ~ " : " ~* ") + pattern;
      return (cased ? "posix(" : "iposix(") + pattern + ", " + subject + ")";
    default:
      if (is_postgres) return subject + (cased ? " like " : " ilike ") + pattern;
      return cased ? "cased_like(" + pattern + ", " + subject + ")"
                   : subject + " like " + pattern + " escape '\\'";
  }
}

QueryBuilder& QueryBuilder::add(const Search& search, std::string_view prefix) {
  std::string text;
  for (const auto& condition : search.conditions) {
    std::string fields;
    for (const auto& field : condition.fields) {
      if (!fields.empty()) fields += " or ";
      fields +=
          matches(condition, std::string(prefix) + to_column(field), search.is_case_sensitive);
    }
    if (!text.empty()) text += search.joint == Search::Joint::all ? " and " : " or ";
    text += "(" + fields + ")";
  }
  if (!text.empty()) text_ += " and (" + text + ")";
  return *this;
}

}  // namespace daemun::storage
