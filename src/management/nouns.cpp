// The table of contents of the Management API.
#include "management/nouns.h"

#include <iterator>
#include <utility>

namespace daemun::management {
namespace {

template <typename... Rows>
Operations join_rows(Rows... rows) {
  Operations all;
  const auto append = [&](auto& some) {
    all.insert(
        all.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end())
    );
  };
  (append(rows), ...);
  return all;
}

}  // namespace

Operations list_operations(const Dependencies& dependencies, ManagementApi& api) {
  return join_rows(
      nouns::resources(dependencies),              // /resources
      nouns::hooks(dependencies),                  // /hooks
      nouns::logs(dependencies),                   // /logs
      nouns::configs(dependencies),                // /configs
      nouns::oidc_keys(dependencies),              // /configs/oidc
      nouns::dashboard(dependencies),              // /dashboard
      nouns::domains(dependencies),                // /domains
      nouns::sentinel_activities(dependencies),    // /sentinel-activities
      nouns::sign_in_experience(dependencies),     // /sign-in-exp
      nouns::connectors(dependencies),             // /connectors
      nouns::connector_factories(dependencies),    // /connector-factories
      nouns::sso_providers(dependencies),          // /sso-connector-providers
      nouns::sso_connectors(dependencies),         // /sso-connectors
      nouns::sso_signing_keys(dependencies),       // /sso-connectors/{id}/signing-keys
      nouns::sso_idp_initiated(dependencies),      // /sso-connectors/{id}/idp-initiated-auth-config
      nouns::dependent_users(dependencies),        // /connectors/{id}/dependent-users
      nouns::email_templates(dependencies),        // /email-templates
      nouns::messages(dependencies),               // /messages
      nouns::development_messages(dependencies),   // /development-messages
      nouns::custom_profile_fields(dependencies),  // /custom-profile-fields
      nouns::custom_phrases(dependencies),         // /custom-phrases
      nouns::account_center(dependencies),         // /account-center
      nouns::system_facts(dependencies),           // /systems
      nouns::tenant_file(dependencies, api),       // /configs/tenant-file
      nouns::roles(dependencies),                  // /roles
      nouns::role_holders(dependencies),           // /roles/{id}/users, /applications
      nouns::organization_roles(dependencies),     // /organization-roles
      nouns::organization_role_scopes(dependencies),   // /organization-roles/{id}/scopes
      nouns::organization_scopes(dependencies),        // /organization-scopes
      nouns::personal_access_tokens(dependencies),     // /users/{userId}/personal-access-tokens
      nouns::user_factors(dependencies),               // /users/{userId}/mfa-verifications
      nouns::user_identities(dependencies),            // /users/{userId}/identities
      nouns::user_passwords(dependencies),             // /users/{userId}/password
      nouns::user_relations(dependencies),             // /users/{userId}/roles
      nouns::user_sessions(dependencies),              // /users/{userId}/sessions, /grants
      nouns::user_trusted_devices(dependencies),       // /users/{userId}/trusted-devices
      nouns::users(dependencies),                      // /users
      nouns::applications(dependencies),               // /applications
      nouns::application_access(dependencies),         // /applications/{id}/access-control
      nouns::application_consent(dependencies),        // /applications/{id}/user-consent-scopes
      nouns::application_experiences(dependencies),    // /applications/{id}/sign-in-experience
      nouns::application_organizations(dependencies),  // /applications/{id}/organizations
      nouns::application_roles(dependencies),          // /applications/{id}/roles
      nouns::application_secrets(dependencies),        // /applications/{id}/secrets
      nouns::organizations(dependencies),              // /organizations
      nouns::organization_users(dependencies),         // /organizations/{id}/users
      nouns::organization_user_roles(dependencies),    // /organizations/{id}/users/{userId}/roles
      nouns::organization_applications(dependencies),  // /organizations/{id}/applications
      nouns::organization_jit(dependencies),           // /organizations/{id}/jit
      nouns::organization_jit_sso(dependencies),       // /organizations/{id}/jit/sso-connectors
      nouns::organization_invitations(dependencies),   // /organization-invitations
      nouns::one_time_tokens(dependencies),            // /one-time-tokens
      nouns::verification_codes(dependencies),         // /verification-codes
      nouns::subject_tokens(dependencies),             // /subject-tokens
      nouns::secrets(dependencies)                     // /secrets
  );
}

}  // namespace daemun::management
