// The Management API of a tenant: every operation, and what happens before and after its handler.
#ifndef DAEMUN_MANAGEMENT_MANAGEMENT_API_H
#define DAEMUN_MANAGEMENT_MANAGEMENT_API_H

#include "http/request.h"
#include "http/response.h"
#include "http/router.h"
#include "http/shared_document.h"
#include "management/account_center.h"
#include "management/application_access.h"
#include "management/application_consent.h"
#include "management/application_experiences.h"
#include "management/application_organizations.h"
#include "management/application_roles.h"
#include "management/application_secrets.h"
#include "management/applications.h"
#include "management/configs.h"
#include "management/custom_phrases.h"
#include "management/custom_profile_fields.h"
#include "management/dashboard.h"
#include "management/dependencies.h"
#include "management/domains.h"
#include "management/hooks.h"
#include "management/logs.h"
#include "management/oidc_keys.h"
#include "management/one_time_tokens.h"
#include "management/operation.h"
#include "management/organization_applications.h"
#include "management/organization_invitations.h"
#include "management/organization_jit.h"
#include "management/organization_role_scopes.h"
#include "management/organization_roles.h"
#include "management/organization_scopes.h"
#include "management/organization_user_roles.h"
#include "management/organization_users.h"
#include "management/organizations.h"
#include "management/personal_access_tokens.h"
#include "management/resources.h"
#include "management/role_holders.h"
#include "management/roles.h"
#include "management/sentinel_activities.h"
#include "management/sign_in_experience.h"
#include "management/subject_tokens.h"
#include "management/system_facts.h"
#include "management/tenant_file.h"
#include "management/user_identities.h"
#include "management/user_passwords.h"
#include "management/user_relations.h"
#include "management/user_sessions.h"
#include "management/users.h"

#include <memory>
#include <optional>
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
  // The document of /api/swagger.json.
  const std::string& openapi() const { return openapi_->text(); }

  // A call of this process itself (Call::Origin::operator_): no token is asked for. 404 and 405 as
  // the door has them.
  Task<http::Response> run(http::Request request);

 private:
  Task<http::Response> answer(http::Request request, const Operation* operation);
  // `caller`: whose token it is; nothing for a call of this process.
  Task<http::Response> handle(
      http::Request request, const Operation* operation, std::optional<Caller> caller
  );
  Task<http::Response> show_openapi(http::Request request);

  Dependencies dependencies_;
  Resources resources_;
  Hooks hooks_;
  Logs logs_;
  Configs configs_;
  OidcKeys oidc_keys_;
  Dashboard dashboard_;
  Domains domains_;
  SentinelActivities sentinel_activities_;
  SignInExperiences sign_in_experience_;
  CustomProfileFields custom_profile_fields_;
  CustomPhrasesApi custom_phrases_;
  AccountCenter account_center_;
  SystemFacts system_facts_;
  TenantFile tenant_file_;
  Roles roles_;
  RoleHolders role_holders_;
  OrganizationRoles organization_roles_;
  OrganizationRoleScopes organization_role_scopes_;
  OrganizationScopes organization_scopes_;
  PersonalAccessTokens personal_access_tokens_;
  UserIdentities user_identities_;
  UserPasswords user_passwords_;
  UserRelations user_relations_;
  UserSessions user_sessions_;
  Users users_;
  Applications applications_;
  ApplicationAccess application_access_;
  ApplicationConsent application_consent_;
  ApplicationExperiences application_experiences_;
  ApplicationOrganizations application_organizations_;
  ApplicationRoles application_roles_;
  ApplicationSecrets application_secrets_;
  Organizations organizations_;
  OrganizationUsers organization_users_;
  OrganizationUserRoles organization_user_roles_;
  OrganizationApplications organization_applications_;
  OrganizationJit organization_jit_;
  OrganizationInvitations organization_invitations_;
  OneTimeTokens one_time_tokens_;
  SubjectTokens subject_tokens_;
  std::vector<Operation> operations_;
  http::Router own_router_;
  std::shared_ptr<const http::SharedDocument> openapi_;
};

}  // namespace daemun::management

#endif
