#include "storage/tenant_store.h"

#include "storage/experience_store_sql.h"
#include "storage/tenant_store_sql.h"

namespace daemun::storage {
namespace {

namespace sql = tenant_store_sql;

std::optional<std::string> single_text(const Rows& rows, Column column) {
  if (rows.empty()) return std::nullopt;
  return rows.front().text(column);
}

}  // namespace

Task<bool> TenantStore::exists() const {
  Query query{sql::exists, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  co_return !rows.empty();
}

Task<std::int64_t> TenantStore::find_settings_version() const {
  Query query{sql::version, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  co_return rows.empty() ? 0 : rows.front().integer("version");
}

Task<std::vector<SigningKey>> TenantStore::list_signing_keys() const {
  Query query{sql::keys, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<SigningKey> keys;
  for (const auto& row : rows) {
    const auto id = row.id<SigningKeyId>("id");
    keys.push_back(SigningKey{
        .id = id,
        .algorithm = row.text("algorithm"),
        .status = parse_signing_key_status(row.text("status")).value_or(SigningKeyStatus::previous),
        .private_key = vault_.open(place_of(id), row.bytes("private_key")),
        .created_at = row.time("created_at"),
    });
  }
  co_return keys;
}

Task<std::vector<CookieKey>> TenantStore::list_cookie_keys() const {
  Query query{sql::cookie_keys, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<CookieKey> keys;
  for (const auto& row : rows) {
    const auto id = row.id<CookieKeyId>("id");
    keys.push_back(CookieKey{
        .id = id,
        .value = vault_.open(place_of(id), row.bytes("value")),
        .created_at = row.time("created_at"),
    });
  }
  co_return keys;
}

Task<std::optional<std::string>> TenantStore::find_sign_in_experience() const {
  Query query{sql::experience, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  co_return single_text(rows, "document");
}

Task<std::optional<std::string>> TenantStore::find_config(std::string key) const {
  Query query{sql::config, {tenant_, std::move(key)}};
  const auto rows = co_await database_.read(std::move(query));
  co_return single_text(rows, "value");
}

Statement TenantStore::insert(std::string_view name, TimePoint now) const {
  return Statement{sql::insert, {tenant_, name, now}};
}

Statement TenantStore::raise_settings_version() const {
  return Statement{sql::raise_version, {tenant_}, RowCount::exactly(1)};
}

Statement TenantStore::require_settings_version(std::int64_t version) const {
  return Statement{sql::require_version, {tenant_, version}, RowCount::exactly(1)};
}

Statement TenantStore::insert_signing_key(const SigningKey& key) const {
  return Statement{
      sql::insert_key,
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
  return Statement{sql::update_key, {tenant_, id, to_string(status)}, RowCount::exactly(1)};
}

Statement TenantStore::remove_signing_key(const SigningKeyId& id) const {
  return Statement{sql::remove_key, {tenant_, id}, RowCount::exactly(1)};
}

Statement TenantStore::insert_cookie_key(const CookieKey& key) const {
  return Statement{
      sql::insert_cookie_key,
      {tenant_, key.id, Bytes{vault_.seal(place_of(key.id), key.value)}, key.created_at},
      RowCount::exactly(1)};
}

Statement TenantStore::remove_cookie_key(const CookieKeyId& id) const {
  return Statement{sql::remove_cookie_key, {tenant_, id}, RowCount::exactly(1)};
}

Statement TenantStore::upsert_sign_in_experience(std::string_view document) const {
  return Statement{
      experience_store_sql::upsert_experience, {tenant_, document}, RowCount::exactly(1)};
}

Statement TenantStore::upsert_config(std::string_view key, std::string_view value) const {
  return Statement{sql::upsert_config, {tenant_, key, value}, RowCount::exactly(1)};
}

Statement TenantStore::replace_config(
    std::string_view key, const std::optional<std::string>& seen, std::string_view value
) const {
  if (!seen) return Statement{sql::insert_config, {tenant_, key, value}, RowCount::exactly(1)};
  return Statement{sql::replace_config, {tenant_, key, value, *seen}, RowCount::exactly(1)};
}

std::string TenantStore::place_of(const SigningKeyId& id) const {
  return "signing_keys/" + tenant_.value() + "/" + id.value();
}

std::string TenantStore::place_of(const CookieKeyId& id) const {
  return "cookie_keys/" + tenant_.value() + "/" + id.value();
}

}  // namespace daemun::storage
