#include "storage/user_list_store.h"

#include "storage/user_store.h"

namespace daemun::storage {
namespace {

#define DAEMUN_LISTED_COLUMNS                                                          \
  "u.id, u.username, u.primary_email, u.primary_phone, u.name, u.avatar, u.profile, "  \
  "u.custom_data, u.identities, u.application_id, u.is_suspended, u.last_sign_in_at, " \
  "u.created_at, u.updated_at, u.password_hash is not null"
#define DAEMUN_NO_PASSWORD ", null, null "
#define DAEMUN_PASSWORD ", u.password_hash, u.password_algorithm "
constexpr std::size_t has_password_column = 14;

// SQLite passes over the users before the page in the index alone. PostgreSQL would read them all,
// so there the index finds the page first; the '+' keeps it from walking through all users in the
// order of the list.
#define DAEMUN_PAGE \
  "from users u where u.tenant_id = $1 order by u.created_at desc, u.id desc limit $2 offset $3"
#define DAEMUN_POSTGRES_PAGE                                                                    \
  "from users u where u.tenant_id = $1 and u.id in (select id from users where tenant_id = $1 " \
  "order by created_at desc, id desc limit $2 offset $3) order by +u.created_at desc, u.id desc"

constexpr Sql page_sql{
    "select " DAEMUN_LISTED_COLUMNS DAEMUN_NO_PASSWORD DAEMUN_PAGE,
    "select " DAEMUN_LISTED_COLUMNS DAEMUN_NO_PASSWORD DAEMUN_POSTGRES_PAGE};
constexpr Sql page_with_passwords_sql{
    "select " DAEMUN_LISTED_COLUMNS DAEMUN_PASSWORD DAEMUN_PAGE,
    "select " DAEMUN_LISTED_COLUMNS DAEMUN_PASSWORD DAEMUN_POSTGRES_PAGE};
constexpr Sql find_sql{"select " DAEMUN_LISTED_COLUMNS DAEMUN_PASSWORD
                       "from users u where u.tenant_id = $1 and u.id = $2"};
constexpr Sql count_sql{
    "select value from tenant_counters where tenant_id = $1 and name = 'users'"};

constexpr std::string_view narrowed = "from users u where u.tenant_id = $1";
constexpr std::string_view without_role =
    " and not exists (select 1 from users_roles r where r.tenant_id = u.tenant_id "
    "and r.user_id = u.id and r.role_id = $?)";
constexpr std::string_view outside_organization =
    " and not exists (select 1 from organization_users o where o.tenant_id = u.tenant_id "
    "and o.organization_id = $? and o.user_id = u.id)";

// Left alone, the engines may walk through all users in the order of the list where another index
// finds few; the '+' keeps them from the index of that order.
constexpr std::string_view newest_first = " order by u.created_at desc, u.id desc";
constexpr std::string_view newest_of_few_first = " order by +u.created_at desc, u.id desc";

ListedUser listed_user_of(const Row& row) {
  ListedUser listed{
      .user = user_of(row, 0),
      .has_password = row.boolean(has_password_column),
      .password = std::nullopt};
  if (row.is_null(has_password_column + 1)) return listed;
  listed.password = UserPassword{
      .hash = row.text(has_password_column + 1),
      .algorithm = row.optional_text(has_password_column + 2).value_or("Argon2id")};
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
      {with_passwords ? page_with_passwords_sql : page_sql, {tenant_, window.limit, window.offset}},
      {count_sql, {tenant_}}};
}

std::vector<Query> UserListStore::narrowed_queries(
    const UserFilter& filter, const Window& window, Passwords passwords
) const {
  const auto select = [&](std::string_view columns) {
    QueryBuilder query(database_.engine(), "select " + std::string(columns), {tenant_});
    query.add(narrowed);
    if (filter.without_role) query.add(without_role, *filter.without_role);
    if (filter.outside_organization) query.add(outside_organization, *filter.outside_organization);
    query.add(filter.search, "u.");
    return query;
  };
  auto page = select(
      passwords == Passwords::included ? DAEMUN_LISTED_COLUMNS DAEMUN_PASSWORD
                                       : DAEMUN_LISTED_COLUMNS DAEMUN_NO_PASSWORD
  );
  page.add(is_served_by_indexes(filter.search) ? newest_of_few_first : newest_first).add(window);
  std::vector<Query> queries;
  queries.push_back(std::move(page).take());
  // Not of "*": SQLite would walk through an index that has all that it needs. Never null.
  queries.push_back(select("count(u.is_suspended) ").take());
  return queries;
}

std::vector<Query> UserListStore::make_queries(
    const UserFilter& filter, const Window& window, Passwords passwords
) const {
  return filter.is_empty() ? plain_queries(window, passwords)
                           : narrowed_queries(filter, window, passwords);
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
  if (!rows[1].empty()) page.total = rows[1].front().integer(0);
  co_return page;
}

Task<UserListStore::Page> UserListStore::list_narrowed(
    UserFilter filter, Window window, Passwords passwords
) const {
  auto queries = narrowed_queries(filter, window, passwords);
  const auto rows = co_await database_.read(std::move(queries[0]));
  Page page{.users = listed_users_of(rows)};
  // The last page tells the number of all, which need not be counted then.
  const auto shown = static_cast<std::int64_t>(page.users.size());
  page.total = window.offset + shown;
  if (shown < window.limit && (shown > 0 || window.offset == 0)) co_return page;
  const auto counted = co_await database_.read(std::move(queries[1]));
  page.total = counted.front().integer(0);
  co_return page;
}

Task<std::optional<ListedUser>> UserListStore::find(UserId id) const {
  Query query{find_sql, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return listed_user_of(rows.front());
}

#undef DAEMUN_LISTED_COLUMNS
#undef DAEMUN_NO_PASSWORD
#undef DAEMUN_PASSWORD
#undef DAEMUN_PAGE
#undef DAEMUN_POSTGRES_PAGE

}  // namespace daemun::storage
