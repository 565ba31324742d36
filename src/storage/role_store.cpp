#include "storage/role_store.h"

#include "base/json.h"
#include "storage/application_role_store_sql.h"
#include "storage/resource_store.h"
#include "storage/resource_store_sql.h"
#include "storage/role_store_sql.h"
#include "storage/user_list_store_sql.h"
#include "storage/user_store.h"
#include "storage/user_store_sql.h"

#include <type_traits>
#include <utility>

namespace daemun::storage {
namespace {

namespace sql = role_store_sql;

// A query by a list of ids: the second parameter, an array in JSON, which each engine unfolds in
// its way.

// The holder of a role at a place by id. Three look-ups in the index, where a window function would
// go through everybody who has the role.

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

Role role_of(const Row& row) {
  return Role{
      .id = row.id<RoleId>("id"),
      .name = row.text("name"),
      .description = row.text("description"),
      .type = parse_role_type(row.text("type")).value_or(RoleType::user),
      .is_default = row.boolean("is_default"),
  };
}

Task<std::optional<Role>> RoleStore::find(RoleId id) const {
  Query query{sql::find, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return role_of(rows.front());
}

Task<std::optional<Role>> RoleStore::find_by_name(std::string name) const {
  Query query{sql::find_by_name, {tenant_, std::move(name)}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return role_of(rows.front());
}

Task<RoleStore::Page> RoleStore::list_page(RoleFilter filter, Window window) const {
  const auto select = [&](std::string_view columns) {
    QueryBuilder query(database_.engine(), columns, sql::visible, {tenant_});
    query.add(filter.search, "r.");
    if (filter.type) query.add("and r.type = $?", to_string(*filter.type));
    if (filter.not_held_by_user) query.add(sql::is_not_held_by_user, *filter.not_held_by_user);
    if (filter.not_held_by_application)
      query.add(sql::is_not_held_by_application, *filter.not_held_by_application);
    return query;
  };
  std::vector<Query> queries;
  auto page_query = select(sql::columns);
  queries.push_back(std::move(page_query.add("order by r.name").add(window)).take());
  queries.push_back(select("count(*) as total").take());
  const auto rows = co_await database_.read_all(std::move(queries));
  Page page;
  for (const auto& row : rows[0])
    page.roles.push_back(role_of(row));
  page.total = rows[1].front().integer("total");
  co_return page;
}

Task<std::unordered_map<RoleId, RoleStore::Holders>> RoleStore::list_holders(
    std::vector<RoleId> roles
) const {
  std::unordered_map<RoleId, Holders> holders;
  if (roles.empty()) co_return holders;
  const auto list = to_list(roles);
  std::vector<Query> queries;
  for (const auto& sql : {sql::count_holders, sql::featured_users, sql::featured_applications})
    queries.push_back(Query{sql, {tenant_, list}});
  const auto answers = co_await database_.read_all(std::move(queries));
  for (const auto& row : answers[0]) {
    auto& held = holders[row.id<RoleId>("id")];
    held.users_count = row.integer("users");
    held.applications_count = row.integer("applications");
  }
  for (const auto& row : answers[1]) {
    holders[row.id<RoleId>("role_id")].users.push_back(FeaturedUser{
        .id = row.id<UserId>("id"),
        .name = row.optional_text("name"),
        .avatar = row.optional_text("avatar")});
  }
  for (const auto& row : answers[2]) {
    holders[row.id<RoleId>("role_id")].applications.push_back(FeaturedApplication{
        .id = row.id<ApplicationId>("id"),
        .name = row.text("name"),
        .type = parse_application_type(row.text("type")).value_or(ApplicationType::traditional)});
  }
  co_return holders;
}

Task<RoleStore::ScopePage> RoleStore::list_scopes(RoleId role, Search search, Window window) const {
  const auto select = [&](std::string_view columns) {
    QueryBuilder query(database_.engine(), columns, sql::scopes, {tenant_, role});
    query.add(search, "s.");
    return query;
  };
  std::vector<Query> queries;
  auto page_query = select(resource_store_sql::scope_columns);
  queries.push_back(std::move(page_query.add("order by s.name, s.id").add(window)).take());
  queries.push_back(select("count(*) as total").take());
  const auto rows = co_await database_.read_all(std::move(queries));
  ScopePage page;
  for (const auto& row : rows[0])
    page.scopes.push_back(resource_scope_of(row));
  page.total = rows[1].front().integer("total");
  co_return page;
}

Task<RoleStore::UserPage> RoleStore::list_users(RoleId role, Search search, Window window) const {
  const auto select = [&](std::string_view columns) {
    QueryBuilder query(database_.engine(), columns, sql::users, {tenant_, role});
    query.add(search, "u.");
    return query;
  };
  std::vector<Query> queries;
  auto page_query = select(user_list_store_sql::columns);
  page_query.add("order by u.created_at desc, u.id").add(window);
  queries.push_back(std::move(page_query).take());
  queries.push_back(select("count(*) as total").take());
  const auto rows = co_await database_.read_all(std::move(queries));
  UserPage page;
  for (const auto& row : rows[0])
    page.users.push_back(ListedUser{
        .user = user_of(row), .has_password = row.boolean("has_password")});
  page.total = rows[1].front().integer("total");
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
        .id = row.text("id"), .holds_role = row.boolean("holds_role"), .type = row.text("type")});
  }
  co_return candidates;
}

Task<std::vector<ResourceScope>> RoleStore::find_scopes(std::vector<std::string> ids) const {
  Query query{sql::find_scopes, {tenant_, to_list(ids)}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<ResourceScope> scopes;
  for (const auto& row : rows)
    scopes.push_back(resource_scope_of(row));
  co_return scopes;
}

Task<std::vector<RoleStore::Candidate>> RoleStore::find_users(
    RoleId role, std::vector<std::string> ids
) const {
  return find_candidates(sql::find_users, std::move(role), std::move(ids));
}

Task<std::vector<RoleStore::Candidate>> RoleStore::find_applications(
    RoleId role, std::vector<std::string> ids
) const {
  return find_candidates(sql::find_applications, std::move(role), std::move(ids));
}

Statement RoleStore::insert(const Role& role) const {
  return Statement{
      sql::insert,
      {tenant_, role.id, role.name, role.description, to_string(role.type), role.is_default},
      RowCount::exactly(1)};
}

Statement RoleStore::update(const RoleId& id, const RoleChanges& changes) const {
  return Statement{
      sql::update,
      {tenant_, id, changes.name, changes.description, changes.is_default},
      RowCount::exactly(1)};
}

Statement RoleStore::remove(const RoleId& id) const {
  return Statement{sql::remove, {tenant_, id}, RowCount::exactly(1)};
}

Statement RoleStore::assign_scope(const RoleId& role, const ScopeId& scope) const {
  return Statement{sql::assign_scope, {tenant_, role, scope}};
}

Statement RoleStore::remove_scope(const RoleId& role, const ScopeId& scope) const {
  return Statement{sql::remove_scope, {tenant_, role, scope}, RowCount::exactly(1)};
}

Statement RoleStore::remove_user(const RoleId& role, const UserId& user) const {
  return Statement{user_store_sql::remove_role, {tenant_, role, user}, RowCount::exactly(1)};
}

Statement RoleStore::remove_application(const RoleId& role, const ApplicationId& application)
    const {
  return Statement{
      application_role_store_sql::remove, {tenant_, application, role}, RowCount::exactly(1)};
}

}  // namespace daemun::storage
