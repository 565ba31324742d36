#include "storage/application_role_store.h"

#include "base/json.h"
#include "storage/role_store.h"

#include <string_view>
#include <utility>

namespace daemun::storage {
namespace {

// A list of texts is one parameter, whatever its length: the statement stays the same.
constexpr Sql candidates_sql{
    "select r.id, r.type, a.role_id is not null from roles r "
    "left join applications_roles a on a.tenant_id = r.tenant_id and a.role_id = r.id "
    "and a.application_id = $2 "
    "where r.tenant_id = $1 and r.id in (select value from json_each($3))",
    "select r.id, r.type, a.role_id is not null from roles r "
    "left join applications_roles a on a.tenant_id = r.tenant_id and a.role_id = r.id "
    "and a.application_id = $2 "
    "where r.tenant_id = $1 and r.id in (select json_array_elements_text($3::json))"};
constexpr Sql insert_sql{
    "insert into applications_roles (tenant_id, application_id, role_id) "
    "select $1, $2, value from json_each($3) where true on conflict do nothing",
    "insert into applications_roles (tenant_id, application_id, role_id) "
    "select $1, $2, json_array_elements_text($3::json) on conflict do nothing"};
constexpr Sql remove_others_sql{
    "delete from applications_roles where tenant_id = $1 and application_id = $2 "
    "and role_id not in (select value from json_each($3))",
    "delete from applications_roles where tenant_id = $1 and application_id = $2 "
    "and role_id not in (select json_array_elements_text($3::json))"};
constexpr Sql remove_sql{
    "delete from applications_roles "
    "where tenant_id = $1 and application_id = $2 and role_id = $3"};

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
    QueryBuilder query(
        database_.engine(),
        "select " + std::string(columns) +
            " from applications_roles a join roles r on r.tenant_id = a.tenant_id and r.id = "
            "a.role_id where a.tenant_id = $1 and a.application_id = $2",
        {tenant_, application}
    );
    query.add(search, "r.");
    return query;
  };
  std::vector<Query> queries;
  auto page_query = select("r.id, r.name, r.description, r.type, r.is_default");
  queries.push_back(std::move(page_query.add(" order by r.name").add(window)).take());
  queries.push_back(select("count(*)").take());
  const auto rows = co_await database_.read_all(std::move(queries));
  RolePage page;
  for (const auto& row : rows[0])
    page.roles.push_back(role_of(row, 0));
  page.total = rows[1].front().integer(0);
  co_return page;
}

Task<std::vector<ApplicationRoleStore::Candidate>> ApplicationRoleStore::list_candidates(
    ApplicationId application, std::vector<RoleId> ids
) const {
  Query query{candidates_sql, {tenant_, application, to_json_text(ids)}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<Candidate> candidates;
  for (const auto& row : rows) {
    candidates.push_back(Candidate{
        .id = row.id<RoleId>(0),
        .type = parse_role_type(row.text(1)).value_or(RoleType::user),
        .is_held = row.boolean(2),
    });
  }
  co_return candidates;
}

Statement ApplicationRoleStore::insert(
    const ApplicationId& application, const std::vector<RoleId>& roles
) const {
  return Statement{insert_sql, {tenant_, application, to_json_text(roles)}};
}

Statement ApplicationRoleStore::remove_others(
    const ApplicationId& application, const std::vector<RoleId>& roles
) const {
  return Statement{remove_others_sql, {tenant_, application, to_json_text(roles)}};
}

Statement ApplicationRoleStore::remove(const ApplicationId& application, const RoleId& role) const {
  return Statement{remove_sql, {tenant_, application, role}, RowCount::exactly(1)};
}

}  // namespace daemun::storage
