// An application of Logto's API; OAuth code calls the same thing a client (RFC 6749 1.1).
#ifndef DAEMUN_DOMAIN_APPLICATION_H
#define DAEMUN_DOMAIN_APPLICATION_H

#include "base/clock.h"
#include "base/id.h"
#include "domain/claims_dialect.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun {

enum class ApplicationType { native, spa, traditional, machine_to_machine, protected_, saml };

// Logto's words: "Native", "SPA", "Traditional", "MachineToMachine", "Protected", "SAML".
std::string_view to_string(ApplicationType type);
std::optional<ApplicationType> parse_application_type(std::string_view word);

// Whether applications of this type hold secrets (RFC 6749 2.1: confidential clients).
bool is_confidential(ApplicationType type);

struct OidcClientMetadata {
  std::vector<std::string> redirect_uris{};
  std::vector<std::string> post_logout_redirect_uris{};
  std::optional<std::string> backchannel_logout_uri{};
  bool backchannel_logout_session_required = false;
  std::optional<std::string> logo_uri{};
};

struct CustomClientMetadata {
  std::vector<std::string> cors_allowed_origins{};
  std::optional<Seconds> id_token_ttl{};
  std::optional<Seconds> refresh_token_ttl{};  // legacy; refresh_token_ttl_in_days wins
  std::optional<int> refresh_token_ttl_in_days{};
  bool always_issue_refresh_token = false;
  std::optional<bool> rotate_refresh_token{};
  std::optional<Seconds> refresh_token_rotation_grace{};      // ours; 0 turns the grace time off
  std::optional<std::string> id_token_signed_response_alg{};  // "ES256", "ES384", "RS256"
  bool allow_token_exchange = false;
  bool is_device_flow = false;
  std::optional<int> max_allowed_grants{};
  std::optional<ClaimsDialect> claims_dialect{};  // ours; nothing: the tenant's
};

struct ApplicationSecret {
  std::string name{};
  std::string value_hash{};  // SHA-256 of the secret
  TimePoint created_at{};
  std::optional<TimePoint> expires_at{};
};

// An application's own look of the pages, instead of the tenant's: Logto's application-level
// sign-in experience.
struct ApplicationExperience {
  std::string color = "{}";     // JSON object
  std::string branding = "{}";  // JSON object
  std::optional<std::string> custom_css{};
  std::optional<std::string> terms_of_use_url{};
  std::optional<std::string> privacy_policy_url{};
  std::optional<std::string> display_name{};
};

struct Application {
  ApplicationId id{};
  std::string name{};
  std::optional<std::string> description{};
  ApplicationType type = ApplicationType::traditional;
  OidcClientMetadata oidc_client_metadata{};
  CustomClientMetadata custom_client_metadata{};
  std::string custom_data = "{}";  // JSON object
  bool is_third_party = false;
  // Only users whom the access rules name may use it.
  bool app_level_access_control_enabled = false;
  TimePoint created_at{};
  std::vector<ApplicationSecret> secrets{};
  std::optional<ApplicationExperience> sign_in_experience{};
  // Third-party applications: the scopes that an administrator lets users consent to.
  std::vector<std::string> user_consent_scopes{};  // OIDC user scopes, by name
  std::vector<ScopeId> resource_consent_scopes{};  // scopes of API resources
  std::vector<ScopeId> organization_resource_consent_scopes{};
  std::vector<OrganizationScopeId> organization_consent_scopes{};
};

// The text forms of the two metadata columns, as Logto's API has them.
std::string to_json_text(const OidcClientMetadata& metadata);
std::string to_json_text(const CustomClientMetadata& metadata);
// Members of another type are ignored: the text comes from our own database.
OidcClientMetadata parse_oidc_client_metadata(std::string_view text);
CustomClientMetadata parse_custom_client_metadata(std::string_view text);

}  // namespace daemun

#endif
