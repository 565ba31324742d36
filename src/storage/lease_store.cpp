#include "storage/lease_store.h"

#include "storage/lease_store_sql.h"

#include <stdexcept>
#include <utility>

namespace daemun::storage {
namespace {

namespace sql = lease_store_sql;

}  // namespace

Task<bool> LeaseStore::take(Lease lease, TimePoint now, TimePoint until) const {
  return commit(Statement{sql::take, {lease.name, lease.holder, now, until}, RowCount::exactly(1)});
}

Task<bool> LeaseStore::renew(Lease lease, TimePoint now, TimePoint until) const {
  return commit(Statement{sql::renew, {lease.name, lease.holder, now, until}, RowCount::exactly(1)}
  );
}

Task<void> LeaseStore::write_readiness(TimePoint now) const {
  Statement write{sql::readiness, {now}, RowCount::exactly(1)};
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
