#include "storage/organization_store.h"

#include "storage/list_parameter.h"
#include "storage/organization_store_sql.h"

#include <string_view>
#include <unordered_map>
#include <utility>

namespace daemun::storage {
namespace {

namespace sql = organization_store_sql;

}  // namespace

OrganizationDetails organization_details_of(const Row& row) {
  return OrganizationDetails{
      .id = row.id<OrganizationId>("id"),
      .name = row.text("name"),
      .description = row.optional_text("description"),
      .custom_data = row.text("custom_data"),
      .is_mfa_required = row.boolean("is_mfa_required"),
      .is_trusted_device_allowed = row.boolean("is_trusted_device_allowed"),
      .color = row.text("color"),
      .branding = row.text("branding"),
      .custom_css = row.optional_text("custom_css"),
      .created_at = row.time("created_at"),
  };
}

Task<std::optional<OrganizationDetails>> OrganizationStore::find(OrganizationId id) const {
  Query query{sql::find, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return organization_details_of(rows.front());
}

Task<OrganizationStore::Page> OrganizationStore::list(Search search, Window window) const {
  const auto select = [&](std::string_view what) {
    QueryBuilder query(database_.engine(), what, sql::all, {tenant_});
    query.add(search, "o.");
    return query;
  };
  std::vector<Query> queries;
  auto page_query = select(sql::columns);
  queries.push_back(std::move(page_query.add("order by created_at, id").add(window)).take());
  queries.push_back(select("count(*) as total").take());
  const auto rows = co_await database_.read_all(std::move(queries));
  Page page;
  for (const auto& row : rows[0])
    page.organizations.push_back(organization_details_of(row));
  page.total = rows[1].front().integer("total");
  co_return page;
}

Task<std::vector<OrganizationStore::Featured>> OrganizationStore::list_featured(
    std::vector<OrganizationId> organizations
) const {
  std::vector<Featured> featured(organizations.size());
  if (organizations.empty()) co_return featured;
  const auto list = ListParameter(organizations).to_text();
  std::vector<Query> queries{
      {sql::count_users, {tenant_, list}}, {sql::featured_users, {tenant_, list}}};
  const auto rows = co_await database_.read_all(std::move(queries));
  std::unordered_map<OrganizationId, std::size_t> places;
  for (std::size_t i = 0; i < organizations.size(); ++i)
    places.emplace(organizations[i], i);
  for (const auto& row : rows[0])
    featured[places.at(row.id<OrganizationId>("organization_id"))].users_count =
        row.integer("total");
  for (const auto& row : rows[1]) {
    featured[places.at(row.id<OrganizationId>("organization_id"))].users.push_back(
        {.id = row.id<UserId>("id"),
         .avatar = row.optional_text("avatar"),
         .name = row.optional_text("name")}
    );
  }
  co_return featured;
}

Statement OrganizationStore::insert(const OrganizationDetails& organization) const {
  return Statement{
      sql::insert,
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
      sql::update,
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
  return Statement{sql::remove, {tenant_, id}, RowCount::exactly(1)};
}

}  // namespace daemun::storage
