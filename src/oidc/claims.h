// Scopes to claims (OpenID Connect Core 5.4 and Logto's own), as one table for ID token and
// userinfo.
#ifndef DAEMUN_OIDC_CLAIMS_H
#define DAEMUN_OIDC_CLAIMS_H

#include "base/json.h"
#include "domain/claims_dialect.h"
#include "domain/organization.h"
#include "domain/sso_connector.h"
#include "domain/user.h"
#include "oidc/client.h"

#include <string>
#include <string_view>
#include <vector>

namespace daemun::oidc {

enum class ClaimsTarget { id_token, userinfo };

// All claim names, in discovery's order.
const std::vector<std::string>& supported_claims();

// The relations of a user that the scopes ask for; loaded only then.
struct ClaimNeeds {
  bool roles = false;
  bool organizations = false;
  bool organization_roles = false;
  bool sso_identities = false;

  friend bool operator==(const ClaimNeeds&, const ClaimNeeds&) = default;
};

// Which claims there are, and how they are written.
struct ClaimRules {
  ClaimsTarget target = ClaimsTarget::userinfo;
  // Those that the tenant has in its ID tokens besides (config row "idToken"); userinfo has all.
  std::vector<std::string> enabled_extended_claims{};
  ClaimsDialect dialect = ClaimsDialect::logto;
};

ClaimNeeds claim_needs(const std::vector<std::string>& scopes, const ClaimRules& rules);

struct ClaimFacts {
  User user;
  std::vector<std::string> roles;
  std::vector<Organization> organizations;
  std::vector<OrganizationMembershipRole> organization_roles;
  std::vector<SsoIdentity> sso_identities;
};

// One round trip at most, one more for enterprise identities, none when nothing is needed.
Task<ClaimFacts> load_claim_facts(const Dependencies& dependencies, User user, ClaimNeeds needs);
// The tenant's list from config row "idToken"; roles, organizations and organization_roles when the
// row is absent.
Task<std::vector<std::string>> load_enabled_extended_claims(const Dependencies& dependencies);

// The dialect is the application's own, else the tenant's.
Task<ClaimRules> load_claim_rules(
    const Dependencies& dependencies, ClientPtr client, ClaimsTarget target
);

// Appends the claims of the granted scopes in the scopes' order, beginning with `sub`.
// Logto's dialect: name, username, picture, email, phone_number, custom_data and identities are
// null when empty, others are left out; created_at and updated_at are milliseconds. The standard
// one: nothing is null, updated_at is in seconds, and phone_number begins with '+'.
void add_user_claims(
    JsonWriter& writer,
    const std::vector<std::string>& scopes,
    const ClaimFacts& facts,
    const ClaimRules& rules
);

}  // namespace daemun::oidc

#endif
