// Applications, their secrets and what users may consent to. Changes end in a settings version.
#ifndef DAEMUN_STORAGE_APPLICATION_STORE_H
#define DAEMUN_STORAGE_APPLICATION_STORE_H

#include "domain/application.h"
#include "storage/database.h"
#include "storage/vault.h"

#include <optional>
#include <string>
#include <vector>

namespace daemun::storage {

class ApplicationStore {
 public:
  ApplicationStore(Database& database, const Vault& vault, TenantId tenant)
      : database_(database), vault_(vault), tenant_(std::move(tenant)) {}

  // With its secrets' hashes and consent scopes; one round trip.
  Task<std::optional<Application>> find(ApplicationId id) const;
  Task<std::vector<Application>> list() const;  // without secrets and consent scopes, by creation

  struct StoredSecret {
    std::string name;
    Secret value;
    TimePoint created_at{};
    std::optional<TimePoint> expires_at;
  };
  Task<std::vector<StoredSecret>> list_secrets(ApplicationId id) const;

  Statement insert(const Application& application) const;
  // Every column but id and created_at; exactly one row.
  Statement update(const Application& application) const;
  Statement remove(const ApplicationId& id) const;
  // Conflicts: unique when the name is taken.
  Statement insert_secret(const ApplicationId& id, const StoredSecret& secret) const;
  Statement remove_secret(const ApplicationId& id, std::string_view name) const;
  Statement insert_consent_scope(
      const ApplicationId& id, std::string_view kind, std::string_view scope
  ) const;
  Statement assign_role(const ApplicationId& id, const RoleId& role) const;

 private:
  Database& database_;
  const Vault& vault_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
