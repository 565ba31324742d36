#include "storage/organization_store.h"

#include "storage/list_parameter.h"

#include <string_view>
#include <unordered_map>
#include <utility>

namespace daemun::storage {
namespace {

#define DAEMUN_ORGANIZATION_COLUMNS                                                  \
  "id, name, description, custom_data, is_mfa_required, is_trusted_device_allowed, " \
  "color, branding, custom_css, created_at"
constexpr std::string_view columns = DAEMUN_ORGANIZATION_COLUMNS;

constexpr Sql find_sql{"select " DAEMUN_ORGANIZATION_COLUMNS
                       " from organizations where tenant_id = $1 and id = $2"};
constexpr Sql insert_sql{"insert into organizations (tenant_id, " DAEMUN_ORGANIZATION_COLUMNS
                         ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"};
#undef DAEMUN_ORGANIZATION_COLUMNS

constexpr Sql update_sql{
    "update organizations set name = coalesce($3, name), "
    "description = case when $4 then $5 else description end, "
    "custom_data = coalesce($6, custom_data), "
    "is_mfa_required = coalesce($7, is_mfa_required), "
    "is_trusted_device_allowed = coalesce($8, is_trusted_device_allowed), "
    "color = coalesce($9, color), branding = coalesce($10, branding), "
    "custom_css = case when $11 then $12 else custom_css end "
    "where tenant_id = $1 and id = $2"};
constexpr Sql remove_sql{"delete from organizations where tenant_id = $1 and id = $2"};

#define DAEMUN_COUNT_USERS(list)                                            \
  "select organization_id, count(*) from organization_users "               \
  "where tenant_id = $1 and organization_id in (select x.value from " list( \
      "$2", "x"                                                             \
  ) ") group by organization_id"
constexpr Sql count_users_sql{
    DAEMUN_COUNT_USERS(DAEMUN_SQLITE_LIST), DAEMUN_COUNT_USERS(DAEMUN_POSTGRES_LIST)};
// The first three of each by the primary key, however many there are.
#define DAEMUN_FEATURED_USERS(list)                                                               \
  "select m.organization_id, u.id, u.avatar, u.name from " list(                                  \
      "$2", "x"                                                                                   \
  ) " "                                                                                           \
    "join organization_users m on m.tenant_id = $1 and m.organization_id = x.value "              \
    "and m.user_id in (select f.user_id from organization_users f where f.tenant_id = $1 "        \
    "and f.organization_id = x.value order by f.user_id limit 3) "                                \
    "join users u on u.tenant_id = m.tenant_id and u.id = m.user_id order by m.organization_id, " \
    "u.id"
constexpr Sql featured_users_sql{
    DAEMUN_FEATURED_USERS(DAEMUN_SQLITE_LIST), DAEMUN_FEATURED_USERS(DAEMUN_POSTGRES_LIST)};

}  // namespace

OrganizationDetails organization_details_of(const Row& row, std::size_t first) {
  return OrganizationDetails{
      .id = row.id<OrganizationId>(first),
      .name = row.text(first + 1),
      .description = row.optional_text(first + 2),
      .custom_data = row.text(first + 3),
      .is_mfa_required = row.boolean(first + 4),
      .is_trusted_device_allowed = row.boolean(first + 5),
      .color = row.text(first + 6),
      .branding = row.text(first + 7),
      .custom_css = row.optional_text(first + 8),
      .created_at = row.time(first + 9),
  };
}

Task<std::optional<OrganizationDetails>> OrganizationStore::find(OrganizationId id) const {
  Query query{find_sql, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return organization_details_of(rows.front(), 0);
}

Task<OrganizationStore::Page> OrganizationStore::list(Search search, Window window) const {
  const auto select = [&](std::string_view what) {
    QueryBuilder query(
        database_.engine(),
        "select " + std::string(what) + " from organizations where tenant_id = $1",
        {tenant_}
    );
    query.add(search);
    return query;
  };
  std::vector<Query> queries;
  auto page_query = select(columns);
  queries.push_back(std::move(page_query.add(" order by created_at, id").add(window)).take());
  queries.push_back(select("count(*)").take());
  const auto rows = co_await database_.read_all(std::move(queries));
  Page page;
  for (const auto& row : rows[0])
    page.organizations.push_back(organization_details_of(row, 0));
  page.total = rows[1].front().integer(0);
  co_return page;
}

Task<std::vector<OrganizationStore::Featured>> OrganizationStore::list_featured(
    std::vector<OrganizationId> organizations
) const {
  std::vector<Featured> featured(organizations.size());
  if (organizations.empty()) co_return featured;
  const auto list = ListParameter(organizations).to_text();
  std::vector<Query> queries{
      {count_users_sql, {tenant_, list}}, {featured_users_sql, {tenant_, list}}};
  const auto rows = co_await database_.read_all(std::move(queries));
  std::unordered_map<OrganizationId, std::size_t> places;
  for (std::size_t i = 0; i < organizations.size(); ++i)
    places.emplace(organizations[i], i);
  for (const auto& row : rows[0])
    featured[places.at(row.id<OrganizationId>(0))].users_count = row.integer(1);
  for (const auto& row : rows[1]) {
    featured[places.at(row.id<OrganizationId>(0))].users.push_back(
        {.id = row.id<UserId>(1), .avatar = row.optional_text(2), .name = row.optional_text(3)}
    );
  }
  co_return featured;
}

Statement OrganizationStore::insert(const OrganizationDetails& organization) const {
  return Statement{
      insert_sql,
      {tenant_,
       organization.id,
       organization.name,
       organization.description,
       organization.custom_data,
       organization.is_mfa_required,
       organization.is_trusted_device_allowed,
       organization.color,
       organization.branding,
       organization.custom_css,
       organization.created_at},
      RowCount::exactly(1)};
}

Statement OrganizationStore::update(const OrganizationId& id, const OrganizationChanges& changes)
    const {
  return Statement{
      update_sql,
      {tenant_,
       id,
       changes.name,
       changes.sets_description,
       changes.description,
       changes.custom_data,
       changes.is_mfa_required,
       changes.is_trusted_device_allowed,
       changes.color,
       changes.branding,
       changes.sets_custom_css,
       changes.custom_css},
      RowCount::exactly(1)};
}

Statement OrganizationStore::remove(const OrganizationId& id) const {
  return Statement{remove_sql, {tenant_, id}, RowCount::exactly(1)};
}

}  // namespace daemun::storage
