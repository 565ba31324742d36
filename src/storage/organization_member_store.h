// The members of organizations: users and machine-to-machine applications, and the roles that they
// hold there.
#ifndef DAEMUN_STORAGE_ORGANIZATION_MEMBER_STORE_H
#define DAEMUN_STORAGE_ORGANIZATION_MEMBER_STORE_H

#include "domain/organization.h"
#include "storage/database.h"
#include "storage/search.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace daemun::storage {

// Of members by UserId, or by ApplicationId.
template <typename MemberId>
class OrganizationMemberStore {
 public:
  OrganizationMemberStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  // The roles of these members in the organization, by name; members without roles are left out.
  using HeldRoles = std::unordered_map<MemberId, std::vector<OrganizationRoleName>>;
  Task<HeldRoles> list_held_roles(OrganizationId organization, std::vector<MemberId> members) const;

  // All of them, by id.
  Task<std::vector<MemberId>> list(OrganizationId organization) const;

  struct RolePage {
    bool is_member = false;
    std::vector<OrganizationRole> roles{};  // by name
    std::int64_t total = 0;
  };
  Task<RolePage> list_roles(OrganizationId organization, MemberId member, Window window) const;
  // Whether all of them exist, in an organization or not.
  Task<bool> are_known(std::vector<MemberId> members) const;

  // Conflicts: foreign_key when there is no such organization; row_count when one of them does not
  // exist, or is an application that is no machine. None for those who are in it already.
  Statement add(const OrganizationId& organization, const std::vector<MemberId>& members) const;
  // Exactly these; who stays keeps their roles. Conflicts: as above.
  Plan replace(const OrganizationId& organization, const std::vector<MemberId>& members) const;
  // One row, and none for somebody who is not in it. Their roles go as well.
  Statement remove(const OrganizationId& organization, const MemberId& member) const;

  // Every role to everyone. Conflicts: foreign_key when somebody is not a member; row_count when a
  // role is unknown or not for members of this type. None for what they hold already.
  Statement add_roles(
      const OrganizationId& organization,
      const std::vector<MemberId>& members,
      const std::vector<OrganizationRoleId>& roles
  ) const;
  // Exactly these. Conflicts: as above.
  Plan replace_roles(
      const OrganizationId& organization,
      const MemberId& member,
      const std::vector<OrganizationRoleId>& roles
  ) const;
  // One row; none when it is not held.
  Statement remove_role(
      const OrganizationId& organization, const MemberId& member, const OrganizationRoleId& role
  ) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
