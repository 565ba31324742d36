// The rows of a tenant as a whole: its own, signing keys, sign-in experience, configuration and
// the version of its settings.
#ifndef DAEMUN_STORAGE_TENANT_STORE_H
#define DAEMUN_STORAGE_TENANT_STORE_H

#include "base/json.h"
#include "domain/cookie_key.h"
#include "domain/signing_key.h"
#include "storage/database.h"
#include "storage/vault.h"

#include <optional>
#include <string>
#include <vector>

namespace daemun::storage {

class TenantStore {
 public:
  TenantStore(Database& database, const Vault& vault, TenantId tenant)
      : database_(database), vault_(vault), tenant_(std::move(tenant)) {}

  Task<bool> exists() const;
  Task<std::int64_t> find_settings_version() const;
  // Next, current and previous of every algorithm, current first.
  Task<std::vector<SigningKey>> list_signing_keys() const;
  // The newest first.
  Task<std::vector<CookieKey>> list_cookie_keys() const;
  Task<std::optional<std::string>> find_sign_in_experience() const;
  // A row of Logto's logto_configs: "idToken", "oidc.session" ... as JSON text.
  Task<std::optional<std::string>> find_config(std::string key) const;

  // No conflict when the tenant is there.
  Statement insert(std::string_view name, TimePoint now) const;
  // Other processes see it and drop what they keep. The commit of a plan that changes settings ends
  // with it; first in a plan, it lets changes of a tenant's settings take turns.
  Statement raise_settings_version() const;
  // One row, unless settings have changed since the version was read; changes nothing. Of two plans
  // that begin with it and change settings, one fails.
  Statement require_settings_version(std::int64_t version) const;
  Statement insert_signing_key(const SigningKey& key) const;
  Statement update_signing_key_status(const SigningKeyId& id, SigningKeyStatus status) const;
  Statement remove_signing_key(const SigningKeyId& id) const;
  Statement insert_cookie_key(const CookieKey& key) const;
  // One row, and never the last key. Two at once must not take one each: a plan that begins with
  // raise_settings_version() keeps them apart.
  Statement remove_cookie_key(const CookieKeyId& id) const;
  Statement upsert_sign_in_experience(std::string_view document) const;
  Statement upsert_config(std::string_view key, std::string_view value) const;
  // One row, if the row is still as it was seen; nothing stands for no row.
  Statement replace_config(
      std::string_view key, const std::optional<std::string>& seen, std::string_view value
  ) const;

 private:
  std::string place_of(const SigningKeyId& id) const;
  std::string place_of(const CookieKeyId& id) const;

  Database& database_;
  const Vault& vault_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
