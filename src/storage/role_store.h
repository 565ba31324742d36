// Roles: what they permit and who holds them.
#ifndef DAEMUN_STORAGE_ROLE_STORE_H
#define DAEMUN_STORAGE_ROLE_STORE_H

#include "domain/application.h"
#include "domain/resource.h"
#include "storage/database.h"
#include "storage/search.h"
#include "storage/user_list_store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace daemun::storage {

// The members that are given change. The type never does: it decides who can hold the role.
struct RoleChanges {
  std::optional<std::string> name{};
  std::optional<std::string> description{};
  std::optional<bool> is_default{};
};

struct RoleFilter {
  Search search{};  // may name id, name, description
  std::optional<RoleType> type{};
  std::optional<UserId> not_held_by_user{};
  std::optional<ApplicationId> not_held_by_application{};
};

class RoleStore {
 public:
  RoleStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  Task<std::optional<Role>> find(RoleId id) const;
  Task<std::optional<Role>> find_by_name(std::string name) const;
  struct Page {
    std::vector<Role> roles{};
    std::int64_t total = 0;
  };
  // By name, without the internal ones.
  Task<Page> list_page(RoleFilter filter, Window window) const;

  struct FeaturedUser {
    UserId id{};
    std::optional<std::string> name{};
    std::optional<std::string> avatar{};
  };
  struct FeaturedApplication {
    ApplicationId id{};
    std::string name{};
    ApplicationType type = ApplicationType::machine_to_machine;
  };
  // How many hold a role, and the first three of them.
  struct Holders {
    std::int64_t users_count = 0;
    std::vector<FeaturedUser> users{};
    std::int64_t applications_count = 0;
    std::vector<FeaturedApplication> applications{};
  };
  // In one round trip; without ids that no role has.
  Task<std::unordered_map<RoleId, Holders>> list_holders(std::vector<RoleId> roles) const;

  struct ScopePage {
    std::vector<ResourceScope> scopes{};
    std::int64_t total = 0;
  };
  // By name. A search may name id, name, description.
  Task<ScopePage> list_scopes(RoleId role, Search search, Window window) const;

  struct UserPage {
    std::vector<ListedUser> users{};
    std::int64_t total = 0;
  };
  // The newest first. A search may name id, primaryEmail, primaryPhone, username, name.
  Task<UserPage> list_users(RoleId role, Search search, Window window) const;

  // Those of the ids that are there.
  Task<std::vector<ResourceScope>> find_scopes(std::vector<std::string> ids) const;

  // Those of the ids that are there, and whether they hold the role already.
  struct Candidate {
    std::string id{};
    bool holds_role = false;
    std::string type{};  // of an application
  };
  Task<std::vector<Candidate>> find_users(RoleId role, std::vector<std::string> ids) const;
  Task<std::vector<Candidate>> find_applications(RoleId role, std::vector<std::string> ids) const;

  // Conflicts: unique when the name is taken.
  Statement insert(const Role& role) const;
  // One row; none when there is no such role.
  Statement update(const RoleId& id, const RoleChanges& changes) const;
  Statement remove(const RoleId& id) const;
  // No conflict when the role has the scope already.
  Statement assign_scope(const RoleId& role, const ScopeId& scope) const;
  // One row; none when the role has no such scope, or nobody of that id holds it.
  Statement remove_scope(const RoleId& role, const ScopeId& scope) const;
  Statement remove_user(const RoleId& role, const UserId& user) const;
  Statement remove_application(const RoleId& role, const ApplicationId& application) const;

 private:
  Task<std::vector<Candidate>> find_candidates(Sql sql, RoleId role, std::vector<std::string> ids)
      const;

  Database& database_;
  TenantId tenant_;
};

// Of a row with role_store.columns.
Role role_of(const Row& row);

}  // namespace daemun::storage

#endif
