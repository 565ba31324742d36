#include "storage/trusted_device_store.h"

#include "crypto/digest.h"
#include "storage/trusted_device_store_sql.h"
#include "storage/user_store_sql.h"

#include <utility>

namespace daemun::storage {
namespace {

namespace sql = trusted_device_store_sql;

TrustedDevice device_of(const Row& row) {
  return TrustedDevice{
      .id = row.text("id"),
      .user_id = row.id<UserId>("user_id"),
      .secret_hash = row.bytes("secret_hash"),
      .user_agent = row.text("user_agent"),
      .network = row.text("network"),
      .created_at = row.time("created_at"),
      .last_used_at = row.time("last_used_at"),
      .expires_at = row.time("expires_at")};
}

}  // namespace

std::string hash_trusted_device(const Secret& secret) {
  return crypto::sha256(secret.reveal());
}

Task<std::vector<TrustedDevice>> TrustedDeviceStore::list(UserId user) const {
  Query query{sql::list, {tenant_, std::move(user)}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<TrustedDevice> devices;
  for (const auto& row : rows)
    devices.push_back(device_of(row));
  co_return devices;
}

Plan TrustedDeviceStore::insert(const TrustedDevice& device) const {
  Plan plan;
  // The user's row is held, so that nobody counts at the same time.
  plan.add(Statement{user_store_sql::hold, {tenant_, device.user_id}, RowCount::exactly(1)})
      .add(Statement{
          sql::insert,
          {tenant_,
           device.id,
           device.user_id,
           Bytes{device.secret_hash},
           device.user_agent,
           device.network,
           device.created_at,
           device.last_used_at,
           device.expires_at},
          RowCount::exactly(1)})
      .add(Statement{sql::keep_newest, {tenant_, device.user_id, max_trusted_devices}});
  return plan;
}

Statement TrustedDeviceStore::use(const TrustedDevice& device, TimePoint now) const {
  return Statement{sql::use, {tenant_, device.user_id, device.id, now}, RowCount::exactly(1)};
}

Statement TrustedDeviceStore::remove(const UserId& user, std::string_view id) const {
  return Statement{sql::remove, {tenant_, user, id}, RowCount::exactly(1)};
}

Statement TrustedDeviceStore::remove_all(const UserId& user) const {
  return Statement{sql::remove_all_of_user, {tenant_, user}};
}

Statement TrustedDeviceStore::remove_all() const {
  return Statement{sql::remove_all, {tenant_}};
}

Statement TrustedDeviceStore::remove_expired(const TenantId& tenant, TimePoint before) {
  return Statement{sql::remove_expired, {tenant, before}};
}

}  // namespace daemun::storage
