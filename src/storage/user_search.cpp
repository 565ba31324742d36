#include "storage/user_search.h"

#include "base/like_trigrams.h"
#include "storage/user_search_sql.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace daemun::storage {
namespace {

namespace sql = user_search_sql;

// Each is a look at the index, which is worth some.
constexpr std::size_t max_tried = 8;
constexpr std::size_t max_combined = 3;

constexpr std::array<std::string_view, 5> indexed_fields{
    "id", "username", "primaryEmail", "primaryPhone", "name"};

bool is_indexed(const SearchCondition& condition) {
  const auto& fields = condition.fields;
  return condition.match == Match::like && !is_literal_like(condition.values.front()) &&
         std::all_of(fields.begin(), fields.end(), [](const std::string& field) {
           return std::find(indexed_fields.begin(), indexed_fields.end(), field) !=
                  indexed_fields.end();
         });
}

Query a_scan(std::string_view text, std::vector<SqlValue> parameters) {
  return Query{
      .parameters = std::move(parameters), .text = std::string(text), .cost = Query::Cost::scan};
}

// A string of FTS5.
std::string quoted(std::string_view letters) {
  std::string text = "\"";
  for (const char c : letters) {
    if (c == '"') text += c;
    text += c;
  }
  return text += '"';
}

// Some of them, from the whole pattern.
std::vector<std::string> spread(std::vector<std::string> trigrams) {
  if (trigrams.size() <= max_tried) return trigrams;
  std::vector<std::string> some;
  for (std::size_t i = 0; i < max_tried; ++i)
    some.push_back(trigrams[i * (trigrams.size() - 1) / (max_tried - 1)]);
  return some;
}

UserSearch::Candidates candidates_of(const Rows& rows) {
  if (rows.size() > static_cast<std::size_t>(UserSearch::max_candidates)) return std::nullopt;
  std::vector<UserId> users;
  for (const auto& row : rows) {
    if (row.boolean("is_ours")) users.push_back(row.id<UserId>("id"));
  }
  return users;
}

}  // namespace

Task<bool> UserSearch::has_index() const {
  if (database_.engine() == Engine::sqlite) co_return true;
  Query query{.parameters{}, .text = std::string(sql::postgres_has_index)};
  const auto rows = co_await database_.read(std::move(query));
  co_return rows.front().boolean("has_index");
}

Task<std::optional<std::string>> UserSearch::load_rare(std::vector<std::string> trigrams) const {
  trigrams = spread(std::move(trigrams));
  std::vector<Query> queries;
  for (const auto& trigram : trigrams)
    queries.push_back(a_scan(sql::sqlite_matches, {quoted(trigram), max_candidates + 1}));
  const auto answers = co_await database_.read_all(std::move(queries));
  std::vector<std::pair<std::int64_t, std::string>> rare;
  for (std::size_t i = 0; i < trigrams.size(); ++i) {
    const auto matches = answers[i].front().integer("matches");
    if (matches <= max_candidates) rare.emplace_back(matches, quoted(trigrams[i]));
  }
  if (rare.empty()) co_return std::nullopt;
  std::sort(rare.begin(), rare.end());
  std::string query;
  for (std::size_t i = 0; i < std::min(rare.size(), max_combined); ++i)
    query += (query.empty() ? "" : " AND ") + rare[i].second;
  co_return query;
}

Task<UserSearch::Candidates> UserSearch::find_in_sqlite(std::vector<std::string> trigrams) const {
  const auto rare = co_await load_rare(std::move(trigrams));
  if (!rare) co_return std::nullopt;
  auto query = a_scan(sql::sqlite_candidates, {tenant_, *rare, max_candidates + 1});
  const auto rows = co_await database_.read(std::move(query));
  co_return candidates_of(rows);
}

Task<UserSearch::Candidates> UserSearch::find_in_postgres(std::string pattern) const {
  std::vector<Query> queries;
  queries.push_back(a_scan(sql::postgres_has_index, {}));
  queries.push_back(a_scan(sql::postgres_candidates, {tenant_, pattern, max_candidates + 1}));
  const auto answers = co_await database_.read_all(std::move(queries));
  if (!answers[0].front().boolean("has_index")) co_return std::nullopt;
  co_return candidates_of(answers[1]);
}

Task<UserSearch::Candidates> UserSearch::find_candidates(
    SearchCondition condition, PatternCase letter_case
) const {
  if (!is_indexed(condition)) co_return std::nullopt;
  auto trigrams = find_like_trigrams(condition.values.front(), letter_case);
  if (trigrams.empty()) co_return std::nullopt;
  if (database_.engine() == Engine::postgres)
    co_return co_await find_in_postgres(condition.values.front());
  co_return co_await find_in_sqlite(std::move(trigrams));
}

Task<UserSearch::Candidates> UserSearch::find_candidates(Search search) const {
  const auto letter_case = search.is_case_sensitive ? PatternCase::sensitive : PatternCase::ignored;
  const bool is_all = search.joint == Search::Joint::all;
  std::vector<UserId> users;
  for (const auto& condition : search.conditions) {
    auto candidates = co_await find_candidates(condition, letter_case);
    if (candidates.has_value() == is_all) co_return candidates;
    if (candidates) users.insert(users.end(), candidates->begin(), candidates->end());
  }
  if (is_all || search.conditions.empty()) co_return std::nullopt;
  if (users.size() > static_cast<std::size_t>(max_candidates)) co_return std::nullopt;
  co_return users;
}

}  // namespace daemun::storage
