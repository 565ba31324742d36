#include "storage/user_list_store.h"

#include "domain/mfa.h"
#include "storage/list_parameter.h"
#include "storage/user_list_store_sql.h"
#include "storage/user_store.h"

namespace daemun::storage {
namespace {

namespace sql = user_list_store_sql;

// Left alone, the engines may walk through all users in the order of the list where another index
// finds few; the '+' keeps them from the index of that order.
constexpr std::string_view newest_first = "order by u.created_at desc, u.id desc";
constexpr std::string_view newest_of_few_first = "order by +u.created_at desc, u.id desc";

void add(QueryBuilder& query, FactorFilter factor) {
  switch (factor) {
    case FactorFilter::totp:
      query.add(sql::has_factor, std::string(to_string(Factor::totp)));
      break;
    case FactorFilter::web_authn:
      query.add(sql::has_factor, std::string(to_string(Factor::web_authn)));
      break;
    case FactorFilter::backup_code:
      query.add(sql::has_backup_codes);
      break;
    case FactorFilter::none:
      query.add(sql::has_no_factor);
      break;
  }
}

ListedUser listed_user_of(const Row& row) {
  ListedUser listed{
      .user = user_of(row), .has_password = row.boolean("has_password"), .password = std::nullopt};
  if (row.is_null("password_hash")) return listed;
  listed.password = UserPassword{
      .hash = row.text("password_hash"),
      .algorithm = row.optional_text("password_algorithm").value_or("Argon2id")};
  return listed;
}

std::vector<ListedUser> listed_users_of(const Rows& rows) {
  std::vector<ListedUser> users;
  users.reserve(rows.size());
  for (const auto& row : rows)
    users.push_back(listed_user_of(row));
  return users;
}

}  // namespace

std::vector<Query> UserListStore::plain_queries(const Window& window, Passwords passwords) const {
  const bool with_passwords = passwords == Passwords::included;
  return {
      {with_passwords ? sql::page_with_passwords : sql::page,
       {tenant_, window.limit, window.offset}},
      {sql::count, {tenant_}}};
}

std::vector<Query> UserListStore::narrowed_queries(
    const Narrowed& narrowed, const Window& window, Passwords passwords
) const {
  const auto& filter = narrowed.filter;
  const bool is_sqlite = database_.engine() == Engine::sqlite;
  const auto select = [&](std::string_view columns) {
    QueryBuilder query(database_.engine(), columns, sql::all, {tenant_});
    if (narrowed.among) {
      const auto among = ListParameter(*narrowed.among).to_text();
      query.add(is_sqlite ? sql::is_among_sqlite : sql::is_among_postgres, among);
    }
    if (filter.without_role) query.add(sql::lacks_role, *filter.without_role);
    if (filter.outside_organization) query.add(sql::is_outside, *filter.outside_organization);
    if (filter.factor) add(query, *filter.factor);
    query.add(filter.search, "u.");
    return query;
  };
  auto page = select(passwords == Passwords::included ? sql::with_password : sql::without_password);
  const bool are_few = narrowed.among || is_served_by_indexes(filter.search);
  page.add(are_few ? newest_of_few_first : newest_first).add(window);
  std::vector<Query> queries;
  queries.push_back(std::move(page).take());
  // Not of "*": SQLite would walk through an index that has all that it needs. Never null.
  queries.push_back(select("count(u.is_suspended) as total").take());
  return queries;
}

std::vector<Query> UserListStore::make_queries(
    const UserFilter& filter, const Window& window, Passwords passwords
) const {
  return filter.is_empty() ? plain_queries(window, passwords)
                           : narrowed_queries({.filter = filter}, window, passwords);
}

Task<UserListStore::Page> UserListStore::list(UserFilter filter, Window window, Passwords passwords)
    const {
  return filter.is_empty() ? list_all(window, passwords)
                           : list_narrowed(std::move(filter), window, passwords);
}

Task<UserListStore::Page> UserListStore::list_all(Window window, Passwords passwords) const {
  auto queries = plain_queries(window, passwords);
  const auto rows = co_await database_.read_all(std::move(queries));
  Page page{.users = listed_users_of(rows[0])};
  if (!rows[1].empty()) page.total = rows[1].front().integer("value");
  co_return page;
}

// By the index of letters, unless another finds few.
Task<UserSearch::Candidates> UserListStore::find_candidates(Search search) const {
  if (search.conditions.empty() || is_served_by_indexes(search)) co_return std::nullopt;
  const UserSearch users(database_, tenant_);
  auto candidates = co_await users.find_candidates(std::move(search));
  co_return candidates;
}

Task<UserListStore::Page> UserListStore::list_narrowed(
    UserFilter filter, Window window, Passwords passwords
) const {
  Narrowed narrowed{.filter = std::move(filter)};
  narrowed.among = co_await find_candidates(narrowed.filter.search);
  if (narrowed.among && narrowed.among->empty()) co_return Page{};
  auto queries = narrowed_queries(narrowed, window, passwords);
  const auto rows = co_await database_.read(std::move(queries[0]));
  Page page{.users = listed_users_of(rows)};
  // The last page tells the number of all, which need not be counted then.
  const auto shown = static_cast<std::int64_t>(page.users.size());
  page.total = window.offset + shown;
  if (shown < window.limit && (shown > 0 || window.offset == 0)) co_return page;
  const auto counted = co_await database_.read(std::move(queries[1]));
  page.total = counted.front().integer("total");
  co_return page;
}

Task<std::optional<ListedUser>> UserListStore::find(UserId id) const {
  Query query{sql::find, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return listed_user_of(rows.front());
}

}  // namespace daemun::storage
