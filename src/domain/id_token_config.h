// Claims in a tenant's ID tokens besides the standard ones.
#ifndef DAEMUN_DOMAIN_ID_TOKEN_CONFIG_H
#define DAEMUN_DOMAIN_ID_TOKEN_CONFIG_H

#include <string>
#include <string_view>
#include <vector>

namespace daemun {

// The configuration row of that name: {"enabledExtendedClaims": [...]}.
inline constexpr std::string_view id_token_config = "idToken";
// roles, organizations and organization_roles when there is no such row.
std::vector<std::string> parse_enabled_extended_claims(std::string_view config);

}  // namespace daemun

#endif
