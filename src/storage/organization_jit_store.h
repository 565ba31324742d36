// Just-in-time provisioning: by which e-mail domains and enterprise connectors an organization
// takes people in, and with which roles.
#ifndef DAEMUN_STORAGE_ORGANIZATION_JIT_STORE_H
#define DAEMUN_STORAGE_ORGANIZATION_JIT_STORE_H

#include "domain/organization.h"
#include "domain/proven_email.h"
#include "domain/sso_connector.h"
#include "storage/database.h"
#include "storage/search.h"

#include <cstdint>
#include <string>
#include <vector>

namespace daemun::storage {

class OrganizationJitStore {
 public:
  OrganizationJitStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  // For a new user, in the plan that inserts the user: membership in every organization that takes
  // in the domain of the address, with that organization's default roles.
  Plan provision(const UserId& user, const ProvenEmail& email) const;
  // Where that leads.
  Task<std::vector<OrganizationId>> list_organizations(ProvenEmail email) const;

  // For a user that signs in by an enterprise connector for the first time, in the plan that
  // inserts the identity: the same for the organizations that take in the connector's people.
  Plan provision(const UserId& user, const SsoConnectorId& connector) const;
  Task<std::vector<OrganizationId>> list_organizations_for_sso_connector(SsoConnectorId connector
  ) const;

  struct DomainPage {
    std::vector<std::string> domains{};
    std::int64_t total = 0;
  };
  // By name.
  Task<DomainPage> list_domains(OrganizationId organization, Window window) const;
  // Conflicts: unique when it is there, foreign_key when there is no such organization.
  Statement insert_domain(const OrganizationId& organization, const std::string& domain) const;
  // As a whole. Conflicts: foreign_key.
  Plan replace_domains(const OrganizationId& organization, const std::vector<std::string>& domains)
      const;
  // One row; none when there is no such domain.
  Statement remove_domain(const OrganizationId& organization, const std::string& domain) const;

  struct SsoConnectorPage {
    std::vector<SsoConnectorId> connectors{};
    std::int64_t total = 0;
  };
  // By name.
  Task<SsoConnectorPage> list_sso_connectors(OrganizationId organization, Window window) const;
  // Conflicts: foreign_key when there is no such organization; row_count when one of the connectors
  // is unknown. None for what is there already.
  Statement add_sso_connectors(
      const OrganizationId& organization, const std::vector<SsoConnectorId>& connectors
  ) const;
  Plan replace_sso_connectors(
      const OrganizationId& organization, const std::vector<SsoConnectorId>& connectors
  ) const;
  // One row; none when it is not one of them.
  Statement remove_sso_connector(
      const OrganizationId& organization, const SsoConnectorId& connector
  ) const;

  struct RolePage {
    std::vector<OrganizationRole> roles{};
    std::int64_t total = 0;
  };
  // By name.
  Task<RolePage> list_roles(OrganizationId organization, Window window) const;
  // Conflicts: foreign_key when there is no such organization; row_count
  // when one of the roles is unknown, or is for machines. None for what is there already.
  Statement add_roles(
      const OrganizationId& organization, const std::vector<OrganizationRoleId>& roles
  ) const;
  Plan replace_roles(
      const OrganizationId& organization, const std::vector<OrganizationRoleId>& roles
  ) const;
  // One row; none when it is not one of them.
  Statement remove_role(const OrganizationId& organization, const OrganizationRoleId& role) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
