#include "storage/domain_store.h"

#include "storage/domain_store_sql.h"

namespace daemun::storage {
namespace {

namespace sql = domain_store_sql;

CustomDomain domain_of(const Row& row) {
  return CustomDomain{
      .id = row.id<DomainId>("id"),
      .domain = row.text("domain"),
      .status = row.text("status"),
      .error_message = row.optional_text("error_message"),
      .dns_records = parse_dns_records(row.text("dns_records")),
      .created_at = row.time("created_at"),
  };
}

}  // namespace

Task<std::vector<CustomDomain>> DomainStore::list() const {
  Query query{sql::list, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<CustomDomain> domains;
  for (const auto& row : rows)
    domains.push_back(domain_of(row));
  co_return domains;
}

Task<std::optional<CustomDomain>> DomainStore::find(DomainId id) const {
  Query query{sql::find, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return domain_of(rows.front());
}

Task<std::optional<std::string>> DomainStore::find_verification_files(DomainId id) const {
  Query query{sql::find_files, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return rows.front().text("verification_files");
}

Statement DomainStore::insert(const CustomDomain& domain) const {
  return Statement{
      sql::insert,
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
  return Statement{sql::remove, {tenant_, id}, RowCount::exactly(1)};
}

Statement DomainStore::update_verification_files(
    const DomainId& id, std::string_view files, TimePoint now
) const {
  return Statement{sql::update_files, {tenant_, id, files, now}, RowCount::exactly(1)};
}

}  // namespace daemun::storage
