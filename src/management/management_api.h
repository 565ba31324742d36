// The Management API of a tenant: every operation, and what happens before and after its handler.
#ifndef DAEMUN_MANAGEMENT_MANAGEMENT_API_H
#define DAEMUN_MANAGEMENT_MANAGEMENT_API_H

#include "http/request.h"
#include "http/response.h"
#include "http/router.h"
#include "management/configs.h"
#include "management/dashboard.h"
#include "management/dependencies.h"
#include "management/domains.h"
#include "management/logs.h"
#include "management/oidc_keys.h"
#include "management/operation.h"
#include "management/organization_role_scopes.h"
#include "management/organization_roles.h"
#include "management/organization_scopes.h"
#include "management/resources.h"
#include "management/role_holders.h"
#include "management/roles.h"
#include "management/sentinel_activities.h"

#include <string>
#include <vector>

namespace daemun::management {

class ManagementApi {
 public:
  explicit ManagementApi(Dependencies dependencies);
  ManagementApi(const ManagementApi&) = delete;
  ManagementApi& operator=(const ManagementApi&) = delete;

  // Valid as long as the object.
  std::vector<http::Route> routes();
  const std::vector<Operation>& operations() const { return operations_; }

 private:
  Task<http::Response> answer(http::Request request, const Operation* operation);
  Task<http::Response> show_openapi(http::Request request);

  Dependencies dependencies_;
  Resources resources_;
  Roles roles_;
  RoleHolders role_holders_;
  OrganizationRoles organization_roles_;
  OrganizationRoleScopes organization_role_scopes_;
  OrganizationScopes organization_scopes_;
  Logs logs_;
  Configs configs_;
  OidcKeys oidc_keys_;
  Dashboard dashboard_;
  Domains domains_;
  SentinelActivities sentinel_activities_;
  std::vector<Operation> operations_;
  std::string openapi_;
};

}  // namespace daemun::management

#endif
