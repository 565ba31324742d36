#include "storage/lease_store.h"

#include <stdexcept>
#include <utility>

namespace daemun::storage {
namespace {

constexpr Sql take_sql{
    "update leases set holder = $2, expires_at = $4 where name = $1 and expires_at <= $3"};
constexpr Sql renew_sql{
    "update leases set expires_at = $4 where name = $1 and holder = $2 and expires_at > $3"};
constexpr Sql readiness_sql{"update leases set expires_at = $1 where name = 'readiness'"};

}  // namespace

Task<bool> LeaseStore::take(Lease lease, TimePoint now, TimePoint until) const {
  return commit(Statement{take_sql, {lease.name, lease.holder, now, until}, RowCount::exactly(1)});
}

Task<bool> LeaseStore::renew(Lease lease, TimePoint now, TimePoint until) const {
  return commit(Statement{renew_sql, {lease.name, lease.holder, now, until}, RowCount::exactly(1)});
}

Task<void> LeaseStore::write_readiness(TimePoint now) const {
  Statement write{readiness_sql, {now}, RowCount::exactly(1)};
  const bool is_written = co_await commit(std::move(write));
  if (!is_written) throw std::runtime_error("the database has no row for it");
}

Task<bool> LeaseStore::commit(Statement statement) const {
  Plan plan;
  plan.add(std::move(statement));
  const auto committed = co_await database_.commit(std::move(plan));
  co_return committed.has_value();
}

}  // namespace daemun::storage
