#include "storage/device_authorization_store.h"

#include "base/encoding.h"
#include "crypto/digest.h"
#include "crypto/hmac.h"
#include "storage/device_authorization_store_sql.h"

namespace daemun::storage {
namespace {

namespace sql = device_authorization_store_sql;

DeviceAuthorization authorization_of(const Row& row) {
  return DeviceAuthorization{
      .id = row.id<DeviceAuthorizationId>("id"),
      .client_id = row.id<ApplicationId>("client_id"),
      .request = parse_authorization_request(row.text("request")),
      .ip = row.text("ip"),
      .status = parse_device_status(row.text("status")),
      .grant_id = row.optional_id<GrantId>("grant_id"),
      .created_at = row.time("created_at"),
      .expires_at = row.time("expires_at"),
  };
}

}  // namespace

Task<std::optional<DeviceAuthorization>> DeviceAuthorizationStore::find(DeviceAuthorizationId id
) const {
  return find_one(Query{sql::find, {tenant_, id}});
}

Task<std::optional<DeviceAuthorization>> DeviceAuthorizationStore::find_by_user_code(
    std::string code
) const {
  Query query{sql::find_by_user_code, {tenant_, stored_user_code(code)}};
  auto found = co_await find_one(std::move(query));
  if (found) found->user_code = std::move(code);
  co_return found;
}

Task<std::optional<DeviceAuthorization>> DeviceAuthorizationStore::find_by_device_code(Secret code
) const {
  return find_one(Query{sql::find_by_device_code, {tenant_, Bytes{crypto::sha256(code.reveal())}}});
}

Task<std::optional<DeviceAuthorization>> DeviceAuthorizationStore::find_one(Query query) const {
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return authorization_of(rows.front());
}

Statement DeviceAuthorizationStore::insert(
    const DeviceAuthorization& authorization, const Secret& device_code
) const {
  return Statement{
      sql::insert,
      {tenant_,
       authorization.id,
       authorization.client_id,
       Bytes{crypto::sha256(device_code.reveal())},
       stored_user_code(authorization.user_code),
       to_json_text(authorization.request),
       authorization.ip,
       to_string(authorization.status),
       authorization.created_at,
       authorization.expires_at},
      RowCount::exactly(1)};
}

Statement DeviceAuthorizationStore::approve(
    const DeviceAuthorizationId& id, const GrantId& grant, TimePoint now
) const {
  return Statement{sql::approve, {tenant_, id, grant, now}, RowCount::exactly(1)};
}

Statement DeviceAuthorizationStore::deny(const DeviceAuthorizationId& id, TimePoint now) const {
  return Statement{sql::deny, {tenant_, id, now}, RowCount::exactly(1)};
}

Statement DeviceAuthorizationStore::consume(const DeviceAuthorizationId& id) const {
  return Statement{sql::consume, {tenant_, id}, RowCount::exactly(1)};
}

Statement DeviceAuthorizationStore::remove_expired(const TenantId& tenant, TimePoint before) {
  return Statement{sql::remove_expired, {tenant, before}};
}

std::string DeviceAuthorizationStore::stored_user_code(const std::string& code) const {
  const auto key = vault_.derive("device user codes/" + tenant_.value());
  return to_base64url(crypto::hmac_sha256(key.reveal(), code));
}

}  // namespace daemun::storage
