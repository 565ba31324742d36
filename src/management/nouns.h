// The nouns of the Management API: each gives its rows, and lives in the file of its name.
#ifndef DAEMUN_MANAGEMENT_NOUNS_H
#define DAEMUN_MANAGEMENT_NOUNS_H

#include "management/dependencies.h"
#include "management/operation.h"

namespace daemun::management {

class ManagementApi;

// All rows, in the order of the document. They keep references to the arguments.
Operations list_operations(const Dependencies& dependencies, ManagementApi& api);

namespace nouns {

Operations resources(const Dependencies& dependencies);
Operations hooks(const Dependencies& dependencies);
Operations logs(const Dependencies& dependencies);
Operations configs(const Dependencies& dependencies);
Operations connectors(const Dependencies& dependencies);
Operations connector_factories(const Dependencies& dependencies);
Operations sso_providers(const Dependencies&);
Operations sso_connectors(const Dependencies& dependencies);
Operations dependent_users(const Dependencies& dependencies);
Operations sso_signing_keys(const Dependencies& dependencies);
Operations sso_idp_initiated(const Dependencies& dependencies);
Operations email_templates(const Dependencies& dependencies);
Operations messages(const Dependencies& dependencies);
Operations development_messages(const Dependencies& dependencies);
Operations oidc_keys(const Dependencies& dependencies);
Operations dashboard(const Dependencies& dependencies);
Operations domains(const Dependencies& dependencies);
Operations sentinel_activities(const Dependencies& dependencies);
Operations sign_in_experience(const Dependencies& dependencies);
Operations custom_profile_fields(const Dependencies& dependencies);
Operations custom_phrases(const Dependencies& dependencies);
Operations account_center(const Dependencies& dependencies);
Operations system_facts(const Dependencies& dependencies);
Operations tenant_file(const Dependencies& dependencies, ManagementApi& api);
Operations roles(const Dependencies& dependencies);
Operations role_holders(const Dependencies& dependencies);
Operations organization_roles(const Dependencies& dependencies);
Operations organization_role_scopes(const Dependencies& dependencies);
Operations organization_scopes(const Dependencies& dependencies);
Operations personal_access_tokens(const Dependencies& dependencies);
Operations user_factors(const Dependencies& dependencies);
Operations user_identities(const Dependencies& dependencies);
Operations user_passwords(const Dependencies& dependencies);
Operations user_relations(const Dependencies& dependencies);
Operations user_sessions(const Dependencies& dependencies);
Operations user_trusted_devices(const Dependencies& dependencies);
Operations users(const Dependencies& dependencies);
Operations applications(const Dependencies& dependencies);
Operations application_access(const Dependencies& dependencies);
Operations application_consent(const Dependencies& dependencies);
Operations application_experiences(const Dependencies& dependencies);
Operations application_organizations(const Dependencies& dependencies);
Operations application_roles(const Dependencies& dependencies);
Operations application_secrets(const Dependencies& dependencies);
Operations organizations(const Dependencies& dependencies);
Operations organization_users(const Dependencies& dependencies);
Operations organization_user_roles(const Dependencies& dependencies);
Operations organization_applications(const Dependencies& dependencies);
Operations organization_jit(const Dependencies& dependencies);
Operations organization_jit_sso(const Dependencies& dependencies);
Operations organization_invitations(const Dependencies& dependencies);
Operations one_time_tokens(const Dependencies& dependencies);
Operations verification_codes(const Dependencies& dependencies);
Operations subject_tokens(const Dependencies& dependencies);
Operations secrets(const Dependencies& dependencies);

}  // namespace nouns

}  // namespace daemun::management

#endif
