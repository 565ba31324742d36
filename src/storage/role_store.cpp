#include "storage/role_store.h"

#include "base/json.h"
#include "storage/resource_store.h"
#include "storage/user_store.h"

#include <type_traits>
#include <utility>

namespace daemun::storage {
namespace {

#define DAEMUN_ROLE_COLUMNS "r.id, r.name, r.description, r.type, r.is_default"

constexpr Sql find_sql{"select " DAEMUN_ROLE_COLUMNS
                       " from roles r where r.tenant_id = $1 and r.id = $2"};
constexpr Sql find_by_name_sql{"select " DAEMUN_ROLE_COLUMNS
                               " from roles r where r.tenant_id = $1 and r.name = $2"};

constexpr Sql insert_sql{
    "insert into roles (tenant_id, id, name, description, type, is_default) "
    "values ($1, $2, $3, $4, $5, $6)"};
constexpr Sql update_sql{
    "update roles set name = coalesce($3, name), description = coalesce($4, description), "
    "is_default = coalesce($5, is_default) where tenant_id = $1 and id = $2"};
constexpr Sql remove_sql{"delete from roles where tenant_id = $1 and id = $2"};
constexpr Sql assign_scope_sql{
    "insert into roles_scopes (tenant_id, role_id, scope_id) values ($1, $2, $3) on conflict do "
    "nothing"};
constexpr Sql remove_scope_sql{
    "delete from roles_scopes where tenant_id = $1 and role_id = $2 and scope_id = $3"};
constexpr Sql remove_user_sql{
    "delete from users_roles where tenant_id = $1 and role_id = $2 and user_id = $3"};
constexpr Sql remove_application_sql{
    "delete from applications_roles where tenant_id = $1 and role_id = $2 and application_id = $3"};

// A query by a list of ids: the second parameter, an array in JSON, which each engine unfolds in
// its way.
#define DAEMUN_BY_IDS(before, after)                                                           \
  {                                                                                            \
    before " in (select value from json_each($2)) " after,                                     \
        before " in (select value from json_array_elements_text($2::json) as v(value)) " after \
  }

// Role by role, because a grouped count goes through the holders of all roles.
constexpr Sql count_holders_sql DAEMUN_BY_IDS(
    "select r.id, (select count(*) from users_roles x where x.tenant_id = r.tenant_id and "
    "x.role_id = r.id), (select count(*) from applications_roles x where x.tenant_id = r.tenant_id "
    "and x.role_id = r.id) from roles r where r.tenant_id = $1 and r.id",
    ""
);

// The holder of a role at a place by id. Three look-ups in the index, where a window function would
// go through everybody who has the role.
#define DAEMUN_HOLDER(table, column, place) \
  "(select x." column " from " table        \
  " x where x.tenant_id = r.tenant_id and " \
  "x.role_id = r.id order by x." column " limit 1 offset " place ")"
#define DAEMUN_FIRST_HOLDERS(table, column)                                                        \
  "(" DAEMUN_HOLDER(table, column, "0") ", " DAEMUN_HOLDER(table, column, "1") ", " DAEMUN_HOLDER( \
      table, column, "2"                                                                           \
  ) ")"

constexpr Sql featured_users_sql DAEMUN_BY_IDS(
    "select r.id, u.id, u.name, u.avatar from roles r "
    "join users u on u.tenant_id = r.tenant_id and u.id in " DAEMUN_FIRST_HOLDERS(
        "users_roles", "user_id"
    ) " where r.tenant_id = $1 and r.id",
    "order by r.id, u.id"
);
constexpr Sql featured_applications_sql DAEMUN_BY_IDS(
    "select r.id, a.id, a.name, a.type from roles r "
    "join applications a on a.tenant_id = r.tenant_id and a.id in " DAEMUN_FIRST_HOLDERS(
        "applications_roles", "application_id"
    ) " where r.tenant_id = $1 and r.id",
    "order by r.id, a.id"
);

constexpr Sql find_scopes_sql DAEMUN_BY_IDS(
    "select s.id, s.name, s.description, s.created_at, r.id, r.name, r.indicator, r.is_default, "
    "r.access_token_ttl from scopes s "
    "join resources r on r.tenant_id = s.tenant_id and r.id = s.resource_id "
    "where s.tenant_id = $1 and s.id",
    "order by s.name, s.id"
);
constexpr Sql find_users_sql DAEMUN_BY_IDS(
    "select u.id, exists (select 1 from users_roles x where x.tenant_id = u.tenant_id and "
    "x.user_id = u.id and x.role_id = $3), '' from users u where u.tenant_id = $1 and u.id",
    ""
);
constexpr Sql find_applications_sql DAEMUN_BY_IDS(
    "select a.id, exists (select 1 from applications_roles x where x.tenant_id = a.tenant_id and "
    "x.application_id = a.id and x.role_id = $3), a.type from applications a "
    "where a.tenant_id = $1 and a.id",
    ""
);

template <typename Ids>
std::string to_list(const Ids& ids) {
  json::array array;
  for (const auto& id : ids) {
    if constexpr (std::is_same_v<typename Ids::value_type, std::string>) {
      array.emplace_back(id);
    } else {
      array.emplace_back(id.value());
    }
  }
  return json::serialize(array);
}

}  // namespace

Role role_of(const Row& row, std::size_t first_column) {
  return Role{
      .id = row.id<RoleId>(first_column),
      .name = row.text(first_column + 1),
      .description = row.text(first_column + 2),
      .type = parse_role_type(row.text(first_column + 3)).value_or(RoleType::user),
      .is_default = row.boolean(first_column + 4),
  };
}

Task<std::optional<Role>> RoleStore::find(RoleId id) const {
  Query query{find_sql, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return role_of(rows.front(), 0);
}

Task<std::optional<Role>> RoleStore::find_by_name(std::string name) const {
  Query query{find_by_name_sql, {tenant_, std::move(name)}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return role_of(rows.front(), 0);
}

Task<RoleStore::Page> RoleStore::list_page(RoleFilter filter, Window window) const {
  const auto select = [&](std::string_view columns) {
    QueryBuilder query(
        database_.engine(),
        "select " + std::string(columns) +
            " from roles r where r.tenant_id = $1 and substr(r.name, 1, 10) <> '#internal:'",
        {tenant_}
    );
    query.add(filter.search, "r.");
    if (filter.type) query.add(" and r.type = $?", to_string(*filter.type));
    if (filter.not_held_by_user) {
      query.add(
          " and not exists (select 1 from users_roles x where x.tenant_id = r.tenant_id "
          "and x.role_id = r.id and x.user_id = $?)",
          *filter.not_held_by_user
      );
    }
    if (filter.not_held_by_application) {
      query.add(
          " and not exists (select 1 from applications_roles x where x.tenant_id = r.tenant_id "
          "and x.role_id = r.id and x.application_id = $?)",
          *filter.not_held_by_application
      );
    }
    return query;
  };
  std::vector<Query> queries;
  auto page_query = select(DAEMUN_ROLE_COLUMNS);
  queries.push_back(std::move(page_query.add(" order by r.name").add(window)).take());
  queries.push_back(select("count(*)").take());
  const auto rows = co_await database_.read_all(std::move(queries));
  Page page;
  for (const auto& row : rows[0])
    page.roles.push_back(role_of(row, 0));
  page.total = rows[1].front().integer(0);
  co_return page;
}

Task<std::unordered_map<RoleId, RoleStore::Holders>> RoleStore::list_holders(
    std::vector<RoleId> roles
) const {
  std::unordered_map<RoleId, Holders> holders;
  if (roles.empty()) co_return holders;
  const auto list = to_list(roles);
  std::vector<Query> queries;
  for (const auto& sql : {count_holders_sql, featured_users_sql, featured_applications_sql})
    queries.push_back(Query{sql, {tenant_, list}});
  const auto answers = co_await database_.read_all(std::move(queries));
  for (const auto& row : answers[0]) {
    auto& held = holders[row.id<RoleId>(0)];
    held.users_count = row.integer(1);
    held.applications_count = row.integer(2);
  }
  for (const auto& row : answers[1]) {
    holders[row.id<RoleId>(0)].users.push_back(FeaturedUser{
        .id = row.id<UserId>(1), .name = row.optional_text(2), .avatar = row.optional_text(3)});
  }
  for (const auto& row : answers[2]) {
    holders[row.id<RoleId>(0)].applications.push_back(FeaturedApplication{
        .id = row.id<ApplicationId>(1),
        .name = row.text(2),
        .type = parse_application_type(row.text(3)).value_or(ApplicationType::traditional)});
  }
  co_return holders;
}

Task<RoleStore::ScopePage> RoleStore::list_scopes(RoleId role, Search search, Window window) const {
  const auto select = [&](std::string_view columns) {
    QueryBuilder query(
        database_.engine(),
        "select " + std::string(columns) +
            " from roles_scopes x "
            "join scopes s on s.tenant_id = x.tenant_id and s.id = x.scope_id "
            "join resources r on r.tenant_id = s.tenant_id and r.id = s.resource_id "
            "where x.tenant_id = $1 and x.role_id = $2",
        {tenant_, role}
    );
    query.add(search, "s.");
    return query;
  };
  std::vector<Query> queries;
  auto page_query = select(resource_scope_columns);
  queries.push_back(std::move(page_query.add(" order by s.name, s.id").add(window)).take());
  queries.push_back(select("count(*)").take());
  const auto rows = co_await database_.read_all(std::move(queries));
  ScopePage page;
  for (const auto& row : rows[0])
    page.scopes.push_back(resource_scope_of(row));
  page.total = rows[1].front().integer(0);
  co_return page;
}

Task<RoleStore::UserPage> RoleStore::list_users(RoleId role, Search search, Window window) const {
  const auto select = [&](std::string_view columns) {
    QueryBuilder query(
        database_.engine(),
        "select " + std::string(columns) +
            " from users_roles x "
            "join users u on u.tenant_id = x.tenant_id and u.id = x.user_id "
            "where x.tenant_id = $1 and x.role_id = $2",
        {tenant_, role}
    );
    query.add(search, "u.");
    return query;
  };
  std::vector<Query> queries;
  auto page_query = select(
      "u.password_hash is not null, u.id, u.username, u.primary_email, u.primary_phone, u.name, "
      "u.avatar, u.profile, u.custom_data, u.identities, u.application_id, u.is_suspended, "
      "u.last_sign_in_at, u.created_at, u.updated_at"
  );
  page_query.add(" order by u.created_at desc, u.id").add(window);
  queries.push_back(std::move(page_query).take());
  queries.push_back(select("count(*)").take());
  const auto rows = co_await database_.read_all(std::move(queries));
  UserPage page;
  for (const auto& row : rows[0])
    page.users.push_back(ListedUser{.user = user_of(row, 1), .has_password = row.boolean(0)});
  page.total = rows[1].front().integer(0);
  co_return page;
}

Task<std::vector<RoleStore::Candidate>> RoleStore::find_candidates(
    Sql sql, RoleId role, std::vector<std::string> ids
) const {
  Query query{sql, {tenant_, to_list(ids), role}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<Candidate> candidates;
  for (const auto& row : rows) {
    candidates.push_back(Candidate{
        .id = row.text(0), .holds_role = row.boolean(1), .type = row.text(2)});
  }
  co_return candidates;
}

Task<std::vector<ResourceScope>> RoleStore::find_scopes(std::vector<std::string> ids) const {
  Query query{find_scopes_sql, {tenant_, to_list(ids)}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<ResourceScope> scopes;
  for (const auto& row : rows)
    scopes.push_back(resource_scope_of(row));
  co_return scopes;
}

Task<std::vector<RoleStore::Candidate>> RoleStore::find_users(
    RoleId role, std::vector<std::string> ids
) const {
  return find_candidates(find_users_sql, std::move(role), std::move(ids));
}

Task<std::vector<RoleStore::Candidate>> RoleStore::find_applications(
    RoleId role, std::vector<std::string> ids
) const {
  return find_candidates(find_applications_sql, std::move(role), std::move(ids));
}

Statement RoleStore::insert(const Role& role) const {
  return Statement{
      insert_sql,
      {tenant_, role.id, role.name, role.description, to_string(role.type), role.is_default},
      RowCount::exactly(1)};
}

Statement RoleStore::update(const RoleId& id, const RoleChanges& changes) const {
  return Statement{
      update_sql,
      {tenant_, id, changes.name, changes.description, changes.is_default},
      RowCount::exactly(1)};
}

Statement RoleStore::remove(const RoleId& id) const {
  return Statement{remove_sql, {tenant_, id}, RowCount::exactly(1)};
}

Statement RoleStore::assign_scope(const RoleId& role, const ScopeId& scope) const {
  return Statement{assign_scope_sql, {tenant_, role, scope}};
}

Statement RoleStore::remove_scope(const RoleId& role, const ScopeId& scope) const {
  return Statement{remove_scope_sql, {tenant_, role, scope}, RowCount::exactly(1)};
}

Statement RoleStore::remove_user(const RoleId& role, const UserId& user) const {
  return Statement{remove_user_sql, {tenant_, role, user}, RowCount::exactly(1)};
}

Statement RoleStore::remove_application(const RoleId& role, const ApplicationId& application)
    const {
  return Statement{remove_application_sql, {tenant_, role, application}, RowCount::exactly(1)};
}

}  // namespace daemun::storage
