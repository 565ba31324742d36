#include "storage/application_role_store.h"

#include "base/json.h"
#include "storage/application_role_store_sql.h"
#include "storage/role_store.h"
#include "storage/role_store_sql.h"

#include <string_view>
#include <utility>

namespace daemun::storage {
namespace {

namespace sql = application_role_store_sql;

std::string to_json_text(const std::vector<RoleId>& ids) {
  json::array array;
  for (const auto& id : ids)
    array.emplace_back(id.value());
  return json::serialize(array);
}

}  // namespace

Task<ApplicationRoleStore::RolePage> ApplicationRoleStore::list(
    ApplicationId application, Search search, Window window
) const {
  const auto select = [&](std::string_view columns) {
    QueryBuilder query(database_.engine(), columns, sql::held, {tenant_, application});
    query.add(search, "r.");
    return query;
  };
  std::vector<Query> queries;
  auto page_query = select(role_store_sql::columns);
  queries.push_back(std::move(page_query.add("order by r.name").add(window)).take());
  queries.push_back(select("count(*) as total").take());
  const auto rows = co_await database_.read_all(std::move(queries));
  RolePage page;
  for (const auto& row : rows[0])
    page.roles.push_back(role_of(row));
  page.total = rows[1].front().integer("total");
  co_return page;
}

Task<std::vector<ApplicationRoleStore::Candidate>> ApplicationRoleStore::list_candidates(
    ApplicationId application, std::vector<RoleId> ids
) const {
  Query query{sql::candidates, {tenant_, application, to_json_text(ids)}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<Candidate> candidates;
  for (const auto& row : rows) {
    candidates.push_back(Candidate{
        .id = row.id<RoleId>("id"),
        .type = parse_role_type(row.text("type")).value_or(RoleType::user),
        .is_held = row.boolean("is_held"),
    });
  }
  co_return candidates;
}

Statement ApplicationRoleStore::insert(
    const ApplicationId& application, const std::vector<RoleId>& roles
) const {
  return Statement{sql::insert, {tenant_, application, to_json_text(roles)}};
}

Statement ApplicationRoleStore::remove_others(
    const ApplicationId& application, const std::vector<RoleId>& roles
) const {
  return Statement{sql::remove_others, {tenant_, application, to_json_text(roles)}};
}

Statement ApplicationRoleStore::remove(const ApplicationId& application, const RoleId& role) const {
  return Statement{sql::remove, {tenant_, application, role}, RowCount::exactly(1)};
}

}  // namespace daemun::storage
