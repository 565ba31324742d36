// The roles of machine-to-machine applications.
#ifndef DAEMUN_STORAGE_APPLICATION_ROLE_STORE_H
#define DAEMUN_STORAGE_APPLICATION_ROLE_STORE_H

#include "domain/resource.h"
#include "storage/database.h"
#include "storage/search.h"

#include <cstdint>
#include <string>
#include <vector>

namespace daemun::storage {

class ApplicationRoleStore {
 public:
  ApplicationRoleStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  struct RolePage {
    std::vector<Role> roles{};
    std::int64_t total = 0;
  };
  // By name. A search may name id, name, description.
  Task<RolePage> list(ApplicationId application, Search search, Window window) const;
  // Those of the tenant's roles that have one of the ids, and whether the application holds them.
  struct Candidate {
    RoleId id{};
    RoleType type = RoleType::user;
    bool is_held = false;
  };
  Task<std::vector<Candidate>> list_candidates(ApplicationId application, std::vector<RoleId> ids)
      const;

  // Roles that are held already stay. Conflicts: foreign_key when something is not there.
  Statement insert(const ApplicationId& application, const std::vector<RoleId>& roles) const;
  // Every role that is not among these.
  Statement remove_others(const ApplicationId& application, const std::vector<RoleId>& roles) const;
  // One row; none when the application does not hold the role.
  Statement remove(const ApplicationId& application, const RoleId& role) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
