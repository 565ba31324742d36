#include "storage/organization_user_store.h"

#include "storage/list_parameter.h"
#include "storage/organization_member_store.h"
#include "storage/organization_user_store_sql.h"
#include "storage/user_store.h"
#include "storage/user_store_sql.h"

#include <string_view>
#include <utility>

namespace daemun::storage {
namespace {

namespace sql = organization_user_store_sql;

}  // namespace

Task<OrganizationUserStore::Page> OrganizationUserStore::list(
    OrganizationId organization, Filter filter, Window window
) const {
  const auto select = [&](std::string_view columns) {
    QueryBuilder query(database_.engine(), columns, sql::members, {tenant_, organization});
    if (filter.role) query.add(sql::holds_role, *filter.role);
    query.add(filter.search, "u.");
    return query;
  };
  std::vector<Query> queries;
  auto page_query = select(user_store_sql::columns);
  queries.push_back(std::move(page_query.add("order by m.user_id").add(window)).take());
  queries.push_back(select("count(*) as total").take());
  const auto rows = co_await database_.read_all(std::move(queries));
  Page page;
  page.total = rows[1].front().integer("total");
  std::vector<UserId> ids;
  for (const auto& row : rows[0]) {
    page.members.push_back(Member{.user = user_of(row), .roles = {}});
    ids.push_back(page.members.back().user.id);
  }
  const OrganizationMemberStore<UserId> members(database_, tenant_);
  auto held = co_await members.list_held_roles(organization, std::move(ids));
  for (auto& member : page.members)
    member.roles = std::move(held[member.user.id]);
  co_return page;
}

Task<std::vector<OrganizationScope>> OrganizationUserStore::list_scopes(
    OrganizationId organization, UserId user
) const {
  Query query{sql::scopes, {tenant_, organization, user}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<OrganizationScope> scopes;
  for (const auto& row : rows) {
    scopes.push_back(
        {.id = row.id<OrganizationScopeId>("id"),
         .name = row.text("name"),
         .description = row.optional_text("description")}
    );
  }
  co_return scopes;
}

auto OrganizationUserStore::list_permissions(UserId user, std::vector<std::string> names) const
    -> Task<NamesByOrganization> {
  Query query{sql::held_permissions, {tenant_, std::move(user), ListParameter(names).to_text()}};
  const auto rows = co_await database_.read(std::move(query));
  NamesByOrganization permissions;
  for (const auto& row : rows)
    permissions[row.id<OrganizationId>("organization_id")].insert(row.text("name"));
  co_return permissions;
}

Task<bool> OrganizationUserStore::has(OrganizationId organization, std::string email) const {
  Query query{sql::has, {tenant_, organization, std::move(email)}};
  const auto rows = co_await database_.read(std::move(query));
  co_return rows.front().integer("total") > 0;
}

}  // namespace daemun::storage
