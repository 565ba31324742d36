#include "storage/trusted_device_store.h"

#include "crypto/digest.h"
#include "storage/tenant_store_sql.h"
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

Task<std::optional<TrustGround>> TrustedDeviceStore::find_ground(UserId user) const {
  Query query{sql::ground, {tenant_, std::move(user)}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  const auto& row = rows.front();
  co_return TrustGround{
      .settings_version = row.integer("settings_version"),
      .sign_in_experience = row.text("sign_in_experience"),
      .account_updated_at = row.time("account_updated_at"),
      .factors = row.integer("factors"),
      .newest_factor_at = row.time("newest_factor_at")};
}

Plan TrustedDeviceStore::require_ground(const UserId& user, const TrustGround& ground) const {
  Plan plan;
  plan.add(Statement{user_store_sql::hold, {tenant_, user}, RowCount::exactly(1)})
      .add(Statement{
          user_store_sql::require_as_read,
          {tenant_, user, ground.account_updated_at, ground.factors, ground.newest_factor_at},
          RowCount::exactly(1)})
      .add(Statement{
          tenant_store_sql::require_version,
          {tenant_, ground.settings_version},
          RowCount::exactly(1)});
  return plan;
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

// Of a plan that trusts a device at the same time, the device is removed too, or it fails.
Plan TrustedDeviceStore::remove_all(const UserId& user) const {
  Plan plan;
  plan.add(Statement{user_store_sql::hold, {tenant_, user}}
  ).add(Statement{sql::remove_all_of_user, {tenant_, user}});
  return plan;
}

Plan TrustedDeviceStore::remove_all() const {
  Plan plan;
  plan.add(Statement{tenant_store_sql::hold_version, {tenant_}}
  ).add(Statement{sql::remove_all, {tenant_}});
  return plan;
}

Statement TrustedDeviceStore::remove_expired(const TenantId& tenant, TimePoint before) {
  return Statement{sql::remove_expired, {tenant, before}};
}

}  // namespace daemun::storage
