// API resources with their scopes, and roles.
#ifndef DAEMUN_STORAGE_RESOURCE_STORE_H
#define DAEMUN_STORAGE_RESOURCE_STORE_H

#include "domain/resource.h"
#include "storage/database.h"

#include <optional>
#include <string>
#include <vector>

namespace daemun::storage {

class ResourceStore {
 public:
  ResourceStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  // With their scopes.
  Task<std::optional<Resource>> find_by_indicator(std::string indicator) const;
  Task<std::optional<Resource>> find_default() const;
  Task<std::vector<Resource>> list() const;
  // The organization template's permissions.
  Task<std::vector<std::string>> list_organization_scope_names() const;
  Task<std::optional<Role>> find_role_by_name(std::string name) const;

  Statement insert(const Resource& resource) const;
  Statement insert_scope(const ResourceId& resource, const Scope& scope, TimePoint now) const;
  Statement insert_role(const Role& role) const;
  Statement assign_scope(const RoleId& role, const ScopeId& scope) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
