// The facts behind every scope decision, each in one query.
#ifndef DAEMUN_STORAGE_ACCESS_STORE_H
#define DAEMUN_STORAGE_ACCESS_STORE_H

#include "domain/access.h"
#include "domain/organization.h"
#include "domain/resource.h"
#include "storage/database.h"

#include <optional>
#include <string>
#include <vector>

namespace daemun::storage {

class AccessStore {
 public:
  AccessStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  // Every API scope that the user's roles and organization roles give.
  Task<std::vector<HeldScope>> list_user_scopes(UserId user) const;
  Task<std::vector<HeldScope>> list_application_scopes(ApplicationId application) const;

  Task<std::vector<std::string>> list_role_names(UserId user) const;
  Task<std::vector<Organization>> list_organizations(UserId user) const;
  Task<std::vector<OrganizationMembershipRole>> list_organization_roles(UserId user) const;

  struct UserRelations {
    std::vector<std::string> role_names;
    std::vector<Organization> organizations;
    std::vector<OrganizationMembershipRole> organization_roles;
  };
  enum class Relation { role_names, organizations, organization_roles };
  // Those of the three above that are asked for, in one round trip; the others stay empty.
  Task<UserRelations> list_relations(UserId user, std::vector<Relation> wanted) const;

  // Nothing when the user (application) is not a member.
  struct Membership {
    Organization organization;
    std::vector<OrganizationScope> organization_scopes;  // of the template, by the member's roles
  };
  Task<std::optional<Membership>> find_membership(OrganizationId organization, UserId user) const;
  Task<std::optional<Membership>> find_membership(
      OrganizationId organization, ApplicationId application
  ) const;
  Task<std::vector<OrganizationId>> list_consented_organizations(
      ApplicationId application, UserId user
  ) const;

  Statement insert_organization(const Organization& organization, TimePoint now) const;
  Statement add_member(const OrganizationId& organization, const UserId& user) const;
  Statement add_member_role(
      const OrganizationId& organization, const UserId& user, const OrganizationRoleId& role
  ) const;
  Statement add_application(const OrganizationId& organization, const ApplicationId& application)
      const;
  Statement add_application_role(
      const OrganizationId& organization,
      const ApplicationId& application,
      const OrganizationRoleId& role
  ) const;
  // Conflicts: foreign_key when the user is not a member.
  Statement insert_consented_organization(
      const ApplicationId& application, const UserId& user, const OrganizationId& organization
  ) const;
  Statement remove_consented_organizations(const ApplicationId& application, const UserId& user)
      const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
