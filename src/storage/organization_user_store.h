// Users in organizations: what is theirs alone. What they have in common with applications is in
// organization_member_store.h.
#ifndef DAEMUN_STORAGE_ORGANIZATION_USER_STORE_H
#define DAEMUN_STORAGE_ORGANIZATION_USER_STORE_H

#include "domain/access.h"
#include "domain/organization.h"
#include "domain/user.h"
#include "storage/database.h"
#include "storage/search.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace daemun::storage {

class OrganizationUserStore {
 public:
  OrganizationUserStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  struct Member {
    User user{};
    std::vector<OrganizationRoleName> roles{};  // by name
  };
  struct Page {
    std::vector<Member> members{};
    std::int64_t total = 0;
  };
  struct Filter {
    std::optional<OrganizationRoleId> role{};  // that they hold
    Search search{};  // may name id, primaryEmail, primaryPhone, username, name
  };
  // By id, in two round trips.
  Task<Page> list(OrganizationId organization, Filter filter, Window window) const;
  // The permissions of the user's roles, by name; none unless the user is a member.
  Task<std::vector<OrganizationScope>> list_scopes(OrganizationId organization, UserId user) const;
  // Those of these permissions that the user's roles give, in each organization.
  using NamesByOrganization = std::map<OrganizationId, std::set<std::string>>;
  Task<NamesByOrganization> list_permissions(UserId user, std::vector<std::string> names) const;
  // A member with this canonical address.
  Task<bool> has(OrganizationId organization, std::string email) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
