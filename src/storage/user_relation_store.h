// The roles and organizations of a user, as an administrator sees them.
#ifndef DAEMUN_STORAGE_USER_RELATION_STORE_H
#define DAEMUN_STORAGE_USER_RELATION_STORE_H

#include "domain/organization.h"
#include "domain/resource.h"
#include "storage/database.h"
#include "storage/search.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace daemun::storage {

// A membership, with the roles that the user has in the organization.
struct UserOrganization {
  OrganizationDetails organization{};
  std::vector<OrganizationRoleName> roles{};
};

class UserRelationStore {
 public:
  UserRelationStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  struct RolePage {
    std::vector<Role> roles{};
    std::int64_t total = 0;
  };
  // By name. A search may name id, name, description.
  Task<RolePage> list_roles(UserId user, Search search, Window window) const;
  Task<std::vector<RoleId>> list_role_ids(UserId user) const;
  // Of those that exist, by id.
  Task<std::map<std::string, RoleType>> find_role_types(std::vector<RoleId> ids) const;
  // By creation; roles by name.
  Task<std::vector<UserOrganization>> list_organizations(UserId user) const;
  // Whether one of the user's organizations requires a second factor, or one of those that the user
  // is about to join.
  Task<bool> requires_mfa(UserId user, std::vector<OrganizationId> joined) const;
  // Whether one of them does not let a trusted device spare it.
  Task<bool> forbids_trusted_devices(UserId user, std::vector<OrganizationId> joined) const;

  Statement remove_roles(const UserId& user) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
