// The organization template: roles and permissions that every organization of a tenant has.
#ifndef DAEMUN_STORAGE_ORGANIZATION_TEMPLATE_STORE_H
#define DAEMUN_STORAGE_ORGANIZATION_TEMPLATE_STORE_H

#include "domain/access.h"
#include "domain/organization.h"
#include "domain/resource.h"
#include "storage/database.h"
#include "storage/search.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace daemun::storage {

// Of a row with the columns id, name, description, type.
OrganizationRole organization_role_of(const Row& row);

// The members that are given change.
struct OrganizationRoleChanges {
  std::optional<std::string> name{};
  bool sets_description = false;
  std::optional<std::string> description{};
  std::optional<RoleType> type{};
};

struct OrganizationScopeChanges {
  std::optional<std::string> name{};
  bool sets_description = false;
  std::optional<std::string> description{};
};

class OrganizationTemplateStore {
 public:
  OrganizationTemplateStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  Task<std::optional<OrganizationRole>> find_role(OrganizationRoleId id) const;
  // Those of these ids and names, in any order.
  Task<std::vector<OrganizationRole>> find_roles(
      std::vector<OrganizationRoleId> ids, std::vector<std::string> names
  ) const;
  struct RoleWithScopes {
    OrganizationRole role{};
    std::vector<OrganizationScope> scopes{};
    std::vector<ResourceScope> resource_scopes{};
  };
  struct RolePage {
    std::vector<RoleWithScopes> roles{};
    std::int64_t total = 0;
  };
  // By name, in two round trips. A search may name id, name, description.
  Task<RolePage> list_roles(Search search, Window window) const;

  Task<std::optional<OrganizationScope>> find_scope(OrganizationScopeId id) const;
  struct ScopePage {
    std::vector<OrganizationScope> scopes{};
    std::int64_t total = 0;
  };
  // By name. A search may name id, name, description.
  Task<ScopePage> list_scopes(Search search, Window window) const;
  // By name.
  Task<std::vector<OrganizationScope>> list_all_scopes() const;

  // The permissions of a role, by name.
  Task<ScopePage> list_scopes(OrganizationRoleId role, Window window) const;
  struct ResourceScopePage {
    std::vector<ResourceScope> scopes{};
    std::int64_t total = 0;
  };
  Task<ResourceScopePage> list_resource_scopes(OrganizationRoleId role, Window window) const;
  // Whether one of the scopes is of a Management API.
  Task<bool> has_management_scope(std::vector<std::string> scopes) const;

  // Conflicts: unique when the name is taken.
  Statement insert_role(const OrganizationRole& role) const;
  // One row. None when there is no such role, or when the type would change although somebody holds
  // the role by it, or would become that of users although the role opens a Management API.
  Statement update_role(const OrganizationRoleId& id, const OrganizationRoleChanges& changes) const;
  Statement remove_role(const OrganizationRoleId& id) const;
  // Holds the role as it is until the end of the plan: whoever replaces what it permits comes one
  // after the other. One row; none when there is no such role of that type.
  Statement lock_role(const OrganizationRoleId& id, RoleType type) const;

  // Conflicts: unique when the name is taken.
  Statement insert_scope(const OrganizationScope& scope) const;
  // One row; none when there is no such scope.
  Statement update_scope(const OrganizationScopeId& id, const OrganizationScopeChanges& changes)
      const;
  Statement remove_scope(const OrganizationScopeId& id) const;

  // Conflicts: foreign_key when there is no such role or scope. None when the role has it already.
  Statement assign_scope(const OrganizationRoleId& role, const OrganizationScopeId& scope) const;
  Statement assign_resource_scope(const OrganizationRoleId& role, const ScopeId& scope) const;
  // One row; none when the role has no such scope.
  Statement withdraw_scope(const OrganizationRoleId& role, const OrganizationScopeId& scope) const;
  Statement withdraw_resource_scope(const OrganizationRoleId& role, const ScopeId& scope) const;
  // All of them.
  Statement withdraw_scopes(const OrganizationRoleId& role) const;
  Statement withdraw_resource_scopes(const OrganizationRoleId& role) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
