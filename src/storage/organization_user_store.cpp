#include "storage/organization_user_store.h"

#include "storage/organization_member_store.h"
#include "storage/user_store.h"

#include <string_view>
#include <utility>

namespace daemun::storage {
namespace {

constexpr std::string_view user_columns =
    "u.id, u.username, u.primary_email, u.primary_phone, u.name, u.avatar, u.profile, "
    "u.custom_data, u.identities, u.application_id, u.is_suspended, u.last_sign_in_at, "
    "u.created_at, u.updated_at";

constexpr Sql scopes_sql{
    "select distinct s.id, s.name, s.description from organization_role_users m "
    "join organization_role_scopes x on x.tenant_id = m.tenant_id "
    "  and x.organization_role_id = m.organization_role_id "
    "join organization_scopes s on s.tenant_id = x.tenant_id and s.id = x.organization_scope_id "
    "where m.tenant_id = $1 and m.organization_id = $2 and m.user_id = $3 order by s.name"};
constexpr Sql has_sql{
    "select count(*) from organization_users m "
    "join users u on u.tenant_id = m.tenant_id and u.id = m.user_id "
    "where m.tenant_id = $1 and m.organization_id = $2 and u.primary_email = $3"};

}  // namespace

Task<OrganizationUserStore::Page> OrganizationUserStore::list(
    OrganizationId organization, Filter filter, Window window
) const {
  const auto select = [&](std::string_view columns) {
    QueryBuilder query(
        database_.engine(),
        "select " + std::string(columns) +
            " from organization_users m join users u on u.tenant_id = m.tenant_id and u.id = "
            "m.user_id where m.tenant_id = $1 and m.organization_id = $2",
        {tenant_, organization}
    );
    if (filter.role) {
      query.add(
          " and exists (select 1 from organization_role_users r where r.tenant_id = m.tenant_id "
          "and r.organization_id = m.organization_id and r.user_id = m.user_id "
          "and r.organization_role_id = $?)",
          *filter.role
      );
    }
    query.add(filter.search, "u.");
    return query;
  };
  std::vector<Query> queries;
  auto page_query = select(user_columns);
  queries.push_back(std::move(page_query.add(" order by m.user_id").add(window)).take());
  queries.push_back(select("count(*)").take());
  const auto rows = co_await database_.read_all(std::move(queries));
  Page page;
  page.total = rows[1].front().integer(0);
  std::vector<UserId> ids;
  for (const auto& row : rows[0]) {
    page.members.push_back(Member{.user = user_of(row, 0), .roles = {}});
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
  Query query{scopes_sql, {tenant_, organization, user}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<OrganizationScope> scopes;
  for (const auto& row : rows) {
    scopes.push_back(
        {.id = row.id<OrganizationScopeId>(0),
         .name = row.text(1),
         .description = row.optional_text(2)}
    );
  }
  co_return scopes;
}

Task<bool> OrganizationUserStore::has(OrganizationId organization, std::string email) const {
  Query query{has_sql, {tenant_, organization, std::move(email)}};
  const auto rows = co_await database_.read(std::move(query));
  co_return rows.front().integer(0) > 0;
}

}  // namespace daemun::storage
