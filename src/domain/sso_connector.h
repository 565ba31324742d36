// A company's own identity provider as a tenant has it (enterprise single sign-on), and a user's
// account there.
#ifndef DAEMUN_DOMAIN_SSO_CONNECTOR_H
#define DAEMUN_DOMAIN_SSO_CONNECTOR_H

#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"
#include "domain/user.h"

#include <string>
#include <string_view>
#include <vector>

namespace daemun {

using SsoConnectorId = Id<struct SsoConnectorTag>;

struct SsoConnector {
  SsoConnectorId id{};
  std::string provider_name{};         // "OIDC", "SAML", "Okta" ...
  std::string connector_name{};        // unique in the tenant
  json::object config{};               // holds secrets
  std::vector<std::string> domains{};  // lower-case; several connectors may have the same one
  json::object branding{};             // displayName, logo, darkLogo
  bool sync_profile = false;
  bool enable_token_storage = false;
  bool trusts_mfa = false;  // ours: a second factor that the provider asked for counts
  TimePoint created_at{};

  bool has_domain(std::string_view domain) const;
};

using SsoIdentityId = Id<struct SsoIdentityTag>;

struct SsoIdentity {
  SsoIdentityId id{};
  UserId user_id{};
  SsoConnectorId connector_id{};
  std::string issuer{};       // as the connector's configuration has it, or the SAML entity id
  std::string identity_id{};  // at the issuer: `sub` or the mapped id
  json::object detail{};      // what the provider says about the person
  TimePoint created_at{};
  TimePoint updated_at{};
};

}  // namespace daemun

#endif
