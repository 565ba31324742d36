#include "storage/domain_store.h"

namespace daemun::storage {
namespace {

constexpr Sql list_sql{
    "select id, domain, status, error_message, dns_records, created_at from domains "
    "where tenant_id = $1 order by created_at, id"};
constexpr Sql find_sql{
    "select id, domain, status, error_message, dns_records, created_at from domains "
    "where tenant_id = $1 and id = $2"};
constexpr Sql find_files_sql{
    "select verification_files from domains where tenant_id = $1 and id = $2"};
constexpr Sql insert_sql{
    "insert into domains (tenant_id, id, domain, status, error_message, dns_records, "
    "verification_files, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, '{}', $7, $7)"};
constexpr Sql remove_sql{"delete from domains where tenant_id = $1 and id = $2"};
constexpr Sql update_files_sql{
    "update domains set verification_files = $3, updated_at = $4 where tenant_id = $1 and id = $2"};

CustomDomain domain_of(const Row& row) {
  return CustomDomain{
      .id = row.id<DomainId>(0),
      .domain = row.text(1),
      .status = row.text(2),
      .error_message = row.optional_text(3),
      .dns_records = parse_dns_records(row.text(4)),
      .created_at = row.time(5),
  };
}

}  // namespace

Task<std::vector<CustomDomain>> DomainStore::list() const {
  Query query{list_sql, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<CustomDomain> domains;
  for (const auto& row : rows)
    domains.push_back(domain_of(row));
  co_return domains;
}

Task<std::optional<CustomDomain>> DomainStore::find(DomainId id) const {
  Query query{find_sql, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return domain_of(rows.front());
}

Task<std::optional<std::string>> DomainStore::find_verification_files(DomainId id) const {
  Query query{find_files_sql, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return rows.front().text(0);
}

Statement DomainStore::insert(const CustomDomain& domain) const {
  return Statement{
      insert_sql,
      {tenant_,
       domain.id,
       domain.domain,
       domain.status,
       domain.error_message,
       to_json_text(domain.dns_records),
       domain.created_at},
      RowCount::exactly(1)};
}

Statement DomainStore::remove(const DomainId& id) const {
  return Statement{remove_sql, {tenant_, id}, RowCount::exactly(1)};
}

Statement DomainStore::update_verification_files(
    const DomainId& id, std::string_view files, TimePoint now
) const {
  return Statement{update_files_sql, {tenant_, id, files, now}, RowCount::exactly(1)};
}

}  // namespace daemun::storage
