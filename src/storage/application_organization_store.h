// The organizations of an application: those that it belongs to, and those that a user has opened
// to it.
#ifndef DAEMUN_STORAGE_APPLICATION_ORGANIZATION_STORE_H
#define DAEMUN_STORAGE_APPLICATION_ORGANIZATION_STORE_H

#include "domain/organization.h"
#include "storage/database.h"
#include "storage/search.h"

#include <cstdint>
#include <vector>

namespace daemun::storage {

class ApplicationOrganizationStore {
 public:
  ApplicationOrganizationStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  struct Membership {
    OrganizationDetails organization{};
    std::vector<OrganizationRoleName> roles{};  // the application's, by name
  };
  struct MembershipPage {
    std::vector<Membership> memberships{};
    std::int64_t total = 0;
  };
  // The newest organization first. Two reads, whatever there is.
  Task<MembershipPage> list_memberships(ApplicationId application, Window window) const;

  struct OrganizationPage {
    std::vector<OrganizationDetails> organizations{};
    std::int64_t total = 0;
  };
  Task<OrganizationPage> list_consented(ApplicationId application, UserId user, Window window)
      const;

  // Existing consent stays. Conflicts: foreign_key when the user is not a member of each.
  Statement insert_consented(
      const ApplicationId& application,
      const UserId& user,
      const std::vector<OrganizationId>& organizations
  ) const;
  // Every organization that is not among these.
  Statement remove_other_consented(
      const ApplicationId& application,
      const UserId& user,
      const std::vector<OrganizationId>& organizations
  ) const;
  // One row; none when it is not open.
  Statement remove_consented(
      const ApplicationId& application, const UserId& user, const OrganizationId& organization
  ) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
