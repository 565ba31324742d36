#include "storage/device_authorization_store.h"

#include "base/encoding.h"
#include "crypto/digest.h"
#include "crypto/hmac.h"

namespace daemun::storage {
namespace {

constexpr Sql find_sql{
    "select id, client_id, request, ip, status, grant_id, created_at, expires_at "
    "from device_authorizations where tenant_id = $1 and id = $2"};
constexpr Sql find_by_user_code_sql{
    "select id, client_id, request, ip, status, grant_id, created_at, expires_at "
    "from device_authorizations where tenant_id = $1 and user_code = $2"};
constexpr Sql find_by_device_code_sql{
    "select id, client_id, request, ip, status, grant_id, created_at, expires_at "
    "from device_authorizations where tenant_id = $1 and device_code_hash = $2"};
constexpr Sql insert_sql{
    "insert into device_authorizations (tenant_id, id, client_id, device_code_hash, user_code, "
    "request, ip, status, created_at, expires_at) "
    "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
constexpr Sql approve_sql{
    "update device_authorizations set status = 'approved', grant_id = $3 "
    "where tenant_id = $1 and id = $2 and status = 'pending' and expires_at > $4"};
constexpr Sql deny_sql{
    "update device_authorizations set status = 'denied' "
    "where tenant_id = $1 and id = $2 and status = 'pending' and expires_at > $3"};
constexpr Sql consume_sql{
    "update device_authorizations set status = 'consumed' "
    "where tenant_id = $1 and id = $2 and status = 'approved'"};
// A bounded step, so that the writer is never busy for long.
constexpr Sql remove_expired_sql{
    "delete from device_authorizations where tenant_id = $1 and id in "
    "(select id from device_authorizations where tenant_id = $1 and expires_at < $2 limit 1000)"};

DeviceAuthorization authorization_of(const Row& row) {
  return DeviceAuthorization{
      .id = row.id<DeviceAuthorizationId>(0),
      .client_id = row.id<ApplicationId>(1),
      .request = parse_authorization_request(row.text(2)),
      .ip = row.text(3),
      .status = parse_device_status(row.text(4)),
      .grant_id = row.optional_id<GrantId>(5),
      .created_at = row.time(6),
      .expires_at = row.time(7),
  };
}

}  // namespace

Task<std::optional<DeviceAuthorization>> DeviceAuthorizationStore::find(DeviceAuthorizationId id
) const {
  return find_one(Query{find_sql, {tenant_, id}});
}

Task<std::optional<DeviceAuthorization>> DeviceAuthorizationStore::find_by_user_code(
    std::string code
) const {
  Query query{find_by_user_code_sql, {tenant_, stored_user_code(code)}};
  auto found = co_await find_one(std::move(query));
  if (found) found->user_code = std::move(code);
  co_return found;
}

Task<std::optional<DeviceAuthorization>> DeviceAuthorizationStore::find_by_device_code(Secret code
) const {
  return find_one(Query{find_by_device_code_sql, {tenant_, Bytes{crypto::sha256(code.reveal())}}});
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
      insert_sql,
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
  return Statement{approve_sql, {tenant_, id, grant, now}, RowCount::exactly(1)};
}

Statement DeviceAuthorizationStore::deny(const DeviceAuthorizationId& id, TimePoint now) const {
  return Statement{deny_sql, {tenant_, id, now}, RowCount::exactly(1)};
}

Statement DeviceAuthorizationStore::consume(const DeviceAuthorizationId& id) const {
  return Statement{consume_sql, {tenant_, id}, RowCount::exactly(1)};
}

Statement DeviceAuthorizationStore::remove_expired(const TenantId& tenant, TimePoint before) {
  return Statement{remove_expired_sql, {tenant, before}};
}

std::string DeviceAuthorizationStore::stored_user_code(const std::string& code) const {
  const auto key = vault_.derive("device user codes/" + tenant_.value());
  return to_base64url(crypto::hmac_sha256(key.reveal(), code));
}

}  // namespace daemun::storage
