#include "management/search.h"

#include "base/pattern.h"
#include "base/text.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace daemun::management {
namespace {

using storage::Match;
using storage::Search;
using storage::SearchCondition;

constexpr std::size_t max_conditions = 20;
constexpr std::size_t max_value_bytes = 512;

constexpr std::pair<std::string_view, Match> modes[] = {
    {"like", Match::like},
    {"exact", Match::exact},
    {"similar_to", Match::similar_to},
    {"posix", Match::posix},
};

api::RequestError refuse(std::string details) {
  api::RequestError error{.code = "request.invalid_input"};
  error.details = std::move(details);
  return error;
}

// "primaryEmail" of "search.primaryEmail"; "" of "search"; nothing for another name.
std::optional<std::string> field_of(std::string_view name, std::string_view root) {
  if (!name.starts_with(root)) return std::nullopt;
  name.remove_prefix(root.size());
  if (name.empty()) return "";
  if (name.front() != '.') return std::nullopt;
  return std::string(name.substr(1));
}

// The mode of the field, else the one of the whole search.
api::Outcome<Match> parse_mode(const http::Form& query, const std::string& field) {
  const auto own = field.empty() ? std::nullopt : query.find("mode." + field);
  const auto word = own ? own : query.find("mode");
  if (!word) return Match::like;
  for (const auto& [name, match] : modes) {
    if (name == *word) return match;
  }
  return refuse("mode must be like, exact, similar_to or posix");
}

// Every name of the query that is about searching must say something that there is.
api::Outcome<void> check_names(const http::Form& query, const std::vector<std::string>& fields) {
  for (const auto& [name, value] : query.fields()) {
    for (const std::string_view root : {"search", "mode"}) {
      const auto field = field_of(name, root);
      if (!field) continue;
      // A caller that asks for a part must not take the whole for it.
      if (fields.empty()) return refuse("this list cannot be searched");
      if (!field->empty() && !contains(fields, *field))
        return refuse(std::string(root) + ": unknown field");
      if (value.empty()) return refuse(std::string(root) + " must not be empty");
      if (value.size() > max_value_bytes) return refuse(std::string(root) + " is too long");
      if (!is_valid_utf8(value) || value.find('\0') != std::string::npos)
        return refuse(std::string(root) + " is not text");
    }
  }
  return {};
}

bool is_understood(const SearchCondition& condition, bool is_case_sensitive) {
  if (condition.match == Match::exact) return true;
  auto kind = PatternKind::like;
  if (condition.match == Match::similar_to) kind = PatternKind::similar_to;
  if (condition.match == Match::posix) kind = PatternKind::posix;
  const auto letter_case = is_case_sensitive ? PatternCase::sensitive : PatternCase::ignored;
  return Pattern::parse(kind, letter_case, condition.values.front()).has_value();
}

}  // namespace

api::Outcome<Search> parse_search(const http::Form& query, const std::vector<std::string>& fields) {
  if (auto checked = check_names(query, fields); !checked) return checked.error();
  Search search;
  if (fields.empty()) return search;
  for (const auto& [name, value] : query.fields()) {
    const auto field = field_of(name, "search");
    if (!field) continue;
    const std::vector<std::string> subjects =
        field->empty() ? fields : std::vector<std::string>{*field};
    const auto mode = parse_mode(query, *field);
    if (!mode) return mode.error();
    // A repeated field adds a value to its condition.
    const auto known = std::find_if(
        search.conditions.begin(),
        search.conditions.end(),
        [&](const SearchCondition& condition) { return condition.fields == subjects; }
    );
    if (known == search.conditions.end()) {
      search.conditions.push_back({.fields = subjects, .match = *mode, .values = {value}});
    } else if (*mode != Match::exact) {
      return refuse("only mode exact takes several values of a field");
    } else {
      known->values.push_back(value);
    }
    if (search.conditions.size() > max_conditions) return refuse("too many conditions");
  }
  const auto joint = query.find("joint").value_or(query.find("jointMode").value_or("or"));
  if (joint != "or" && joint != "and") return refuse("joint must be or or and");
  search.joint = joint == "and" ? Search::Joint::all : Search::Joint::any;
  const auto cased = query.find("isCaseSensitive").value_or("false");
  if (cased != "true" && cased != "false") return refuse("isCaseSensitive must be true or false");
  search.is_case_sensitive = cased == "true";
  for (const auto& condition : search.conditions) {
    if (condition.match == Match::similar_to && !search.is_case_sensitive)
      return refuse("similar_to needs isCaseSensitive=true");
    if (!is_understood(condition, search.is_case_sensitive))
      return refuse("the pattern is malformed, too large, or has parts that are not supported");
  }
  return search;
}

Search parse_simple_search(const http::Form& query, std::vector<std::string> fields) {
  const auto text = query.find("q").value_or("");
  if (text.empty()) return {};
  std::string pattern = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  pattern += "%";
  Search search;
  search.conditions.push_back({.fields = std::move(fields), .values = {std::move(pattern)}});
  return search;
}

}  // namespace daemun::management
