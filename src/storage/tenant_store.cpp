#include "storage/tenant_store.h"

namespace daemun::storage {
namespace {

constexpr Sql exists_sql{"select id from tenants where id = $1"};
constexpr Sql version_sql{"select version from settings_versions where tenant_id = $1"};
constexpr Sql keys_sql{
    "select id, algorithm, status, private_key, created_at from signing_keys where tenant_id = $1 "
    "order by case status when 'Current' then 0 when 'Next' then 1 else 2 end, algorithm"};
constexpr Sql cookie_keys_sql{
    "select id, value, created_at from cookie_keys where tenant_id = $1 "
    "order by created_at desc, id desc"};
constexpr Sql experience_sql{"select document from sign_in_experiences where tenant_id = $1"};
constexpr Sql config_sql{"select value from logto_configs where tenant_id = $1 and key = $2"};

constexpr Sql insert_sql{
    "insert into tenants (id, name, created_at) values ($1, $2, $3) on conflict do nothing"};
constexpr Sql raise_version_sql{
    "insert into settings_versions as v (tenant_id, version) values ($1, 1) "
    "on conflict (tenant_id) do update set version = v.version + 1"};
constexpr Sql insert_key_sql{
    "insert into signing_keys (tenant_id, id, algorithm, status, private_key, created_at) "
    "values ($1, $2, $3, $4, $5, $6)"};
constexpr Sql update_key_sql{
    "update signing_keys set status = $3 where tenant_id = $1 and id = $2"};
constexpr Sql remove_key_sql{"delete from signing_keys where tenant_id = $1 and id = $2"};
constexpr Sql insert_cookie_key_sql{
    "insert into cookie_keys (tenant_id, id, value, created_at) values ($1, $2, $3, $4)"};
constexpr Sql remove_cookie_key_sql{
    "delete from cookie_keys where tenant_id = $1 and id = $2 and exists "
    "(select 1 from cookie_keys other where other.tenant_id = $1 and other.id <> $2)"};
constexpr Sql upsert_experience_sql{
    "insert into sign_in_experiences (tenant_id, document) values ($1, $2) "
    "on conflict (tenant_id) do update set document = excluded.document"};
constexpr Sql upsert_config_sql{
    "insert into logto_configs (tenant_id, key, value) values ($1, $2, $3) "
    "on conflict (tenant_id, key) do update set value = excluded.value"};

constexpr Sql insert_config_sql{
    "insert into logto_configs (tenant_id, key, value) values ($1, $2, $3) on conflict do nothing"};
constexpr Sql replace_config_sql{
    "update logto_configs set value = $3 where tenant_id = $1 and key = $2 and value = $4"};

std::optional<std::string> single_text(const Rows& rows) {
  if (rows.empty()) return std::nullopt;
  return rows.front().text(0);
}

}  // namespace

Task<bool> TenantStore::exists() const {
  Query query{exists_sql, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  co_return !rows.empty();
}

Task<std::int64_t> TenantStore::find_settings_version() const {
  Query query{version_sql, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  co_return rows.empty() ? 0 : rows.front().integer(0);
}

Task<std::vector<SigningKey>> TenantStore::list_signing_keys() const {
  Query query{keys_sql, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<SigningKey> keys;
  for (const auto& row : rows) {
    const auto id = row.id<SigningKeyId>(0);
    keys.push_back(SigningKey{
        .id = id,
        .algorithm = row.text(1),
        .status = parse_signing_key_status(row.text(2)).value_or(SigningKeyStatus::previous),
        .private_key = vault_.open(place_of(id), row.bytes(3)),
        .created_at = row.time(4),
    });
  }
  co_return keys;
}

Task<std::vector<CookieKey>> TenantStore::list_cookie_keys() const {
  Query query{cookie_keys_sql, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<CookieKey> keys;
  for (const auto& row : rows) {
    const auto id = row.id<CookieKeyId>(0);
    keys.push_back(CookieKey{
        .id = id,
        .value = vault_.open(place_of(id), row.bytes(1)),
        .created_at = row.time(2),
    });
  }
  co_return keys;
}

Task<std::optional<std::string>> TenantStore::find_sign_in_experience() const {
  Query query{experience_sql, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  co_return single_text(rows);
}

Task<std::optional<std::string>> TenantStore::find_config(std::string key) const {
  Query query{config_sql, {tenant_, std::move(key)}};
  const auto rows = co_await database_.read(std::move(query));
  co_return single_text(rows);
}

Statement TenantStore::insert(std::string_view name, TimePoint now) const {
  return Statement{insert_sql, {tenant_, name, now}};
}

Statement TenantStore::raise_settings_version() const {
  return Statement{raise_version_sql, {tenant_}, RowCount::exactly(1)};
}

Statement TenantStore::insert_signing_key(const SigningKey& key) const {
  return Statement{
      insert_key_sql,
      {tenant_,
       key.id,
       key.algorithm,
       to_string(key.status),
       Bytes{vault_.seal(place_of(key.id), key.private_key)},
       key.created_at},
      RowCount::exactly(1)};
}

Statement TenantStore::update_signing_key_status(const SigningKeyId& id, SigningKeyStatus status)
    const {
  return Statement{update_key_sql, {tenant_, id, to_string(status)}, RowCount::exactly(1)};
}

Statement TenantStore::remove_signing_key(const SigningKeyId& id) const {
  return Statement{remove_key_sql, {tenant_, id}, RowCount::exactly(1)};
}

Statement TenantStore::insert_cookie_key(const CookieKey& key) const {
  return Statement{
      insert_cookie_key_sql,
      {tenant_, key.id, Bytes{vault_.seal(place_of(key.id), key.value)}, key.created_at},
      RowCount::exactly(1)};
}

Statement TenantStore::remove_cookie_key(const CookieKeyId& id) const {
  return Statement{remove_cookie_key_sql, {tenant_, id}, RowCount::exactly(1)};
}

Statement TenantStore::upsert_sign_in_experience(std::string_view document) const {
  return Statement{upsert_experience_sql, {tenant_, document}, RowCount::exactly(1)};
}

Statement TenantStore::upsert_config(std::string_view key, std::string_view value) const {
  return Statement{upsert_config_sql, {tenant_, key, value}, RowCount::exactly(1)};
}

Statement TenantStore::replace_config(
    std::string_view key, const std::optional<std::string>& seen, std::string_view value
) const {
  if (!seen) return Statement{insert_config_sql, {tenant_, key, value}, RowCount::exactly(1)};
  return Statement{replace_config_sql, {tenant_, key, value, *seen}, RowCount::exactly(1)};
}

std::string TenantStore::place_of(const SigningKeyId& id) const {
  return "signing_keys/" + tenant_.value() + "/" + id.value();
}

std::string TenantStore::place_of(const CookieKeyId& id) const {
  return "cookie_keys/" + tenant_.value() + "/" + id.value();
}

}  // namespace daemun::storage
