// What members may do in their organization by their roles, to be decided on and to be required of
// a plan that rests on it.
#ifndef DAEMUN_STORAGE_ORGANIZATION_POWER_STORE_H
#define DAEMUN_STORAGE_ORGANIZATION_POWER_STORE_H

#include "domain/organization_powers.h"
#include "domain/user.h"
#include "storage/database.h"

#include <optional>
#include <string>
#include <vector>

namespace daemun::storage {

// What a member needs for something: the permission of that name, and all that these roles and the
// roles of that other member permit.
struct NeededPowers {
  std::string permission{};
  std::vector<OrganizationRoleId> roles{};
  std::optional<UserId> member{};
};

class OrganizationPowerStore {
 public:
  OrganizationPowerStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  // Nothing for a user who is not a member.
  Task<OrganizationPowers> find(OrganizationId organization, UserId user) const;
  // The roles that users may hold, by name.
  Task<std::vector<RolePowers>> list_roles() const;

  // One row while the user is a member who is neither suspended nor about to be deleted and holds
  // all of that; changes nothing.
  Statement require(
      const OrganizationId& organization, const UserId& user, const NeededPowers& needed
  ) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
