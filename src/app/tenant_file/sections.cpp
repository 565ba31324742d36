#include "app/tenant_file/document.h"

#include <algorithm>

namespace daemun::app {

const std::vector<Section>& sections() {
  static const std::vector<Section> list{
      {.name = "resources",
       .noun = "resource",
       .path = "/resources",
       .keys = {"indicator"},
       .names = {"indicator"},
       .at_creation = {"indicator"},
       .links = {"scopes", "isDefault"},
       .shape = "{indicator: string<uri>, name: string<1..>, accessTokenTtl?: integer<1..>, "
                "isDefault?: boolean, scopes?: {name: string<1..256>, description?: "
                "string|null}[]}"},
      {.name = "roles",
       .noun = "role",
       .path = "/roles",
       .keys = {"name"},
       .names = {"name"},
       .at_creation = {"type"},
       .links = {"scopes"},
       .shape = "{name: string<1..128>, description: string<1..128>, type?: "
                "\"User\"|\"MachineToMachine\", isDefault?: boolean, scopes?: {[k]: string[]}}"},
      {.name = "organizationScopes",
       .noun = "organization scope",
       .path = "/organization-scopes",
       .keys = {"name"},
       .names = {"name"},
       .shape = "{name: string<1..128>, description?: string<0..256>|null}"},
      {.name = "organizationRoles",
       .noun = "organization role",
       .path = "/organization-roles",
       .keys = {"name"},
       .names = {"name"},
       .at_creation = {"type"},
       .links = {"scopes", "resourceScopes"},
       .shape = "{name: string<1..128>, description?: string<0..256>|null, type?: "
                "\"User\"|\"MachineToMachine\", scopes?: string[], resourceScopes?: {[k]: "
                "string[]}}"},
      {.name = "applications",
       .noun = "application",
       .path = "/applications",
       .keys = {"id", "name"},
       .names = {"name", "id"},
       .at_creation = {"id", "type", "isThirdParty"},
       .links = {"secrets", "roles", "userConsentScopes"},
       .shape = "{id?: string<1..21>, name: string<1..256>, type: "
                "\"Native\"|\"SPA\"|\"Traditional\"|\"MachineToMachine\", description?: "
                "string|null, isThirdParty?: boolean, oidcClientMetadata?: {redirectUris: "
                "string[], postLogoutRedirectUris: string[], backchannelLogoutUri?: string, "
                "backchannelLogoutSessionRequired?: boolean, logoUri?: string}, "
                "customClientMetadata?: {}, customData?: {}, roles?: string[], userConsentScopes?: "
                "{user?: string[], organization?: string[], resources?: {[k]: string[]}, "
                "organizationResources?: {[k]: string[]}}, secrets?: {name: "
                "string<1..256>, value?: string<32..>, expiresAt?: number|null}[]}"},
      {.name = "users",
       .noun = "user",
       .path = "/users",
       .keys = {"id", "username", "primaryEmail", "primaryPhone"},
       .names = {"username", "primaryEmail", "primaryPhone", "id"},
       .at_creation = {"id", "password", "passwordDigest", "passwordAlgorithm"},
       .links = {"roles", "isSuspended"},
       .shape = "{id?: string<1..21>, username?: string|null, primaryEmail?: string|null, "
                "primaryPhone?: string|null, name?: string|null, avatar?: string|null, profile?: "
                "{}, customData?: {}, password?: string<1..>, passwordDigest?: string, "
                "passwordAlgorithm?: string, isSuspended?: boolean, roles?: string[]}"},
      {.name = "organizations",
       .noun = "organization",
       .path = "/organizations",
       .keys = {"id", "name"},
       .at_creation = {"id"},
       .links = {"members", "applications", "jitEmailDomains", "jitRoles"},
       .shape = "{id?: string<1..21>, name: string<1..128>, description?: string<0..256>|null, "
                "customData?: {}, isMfaRequired?: boolean, branding?: {}, color?: {}, customCss?: "
                "string|null, members?: {user: string, roles?: string[]}[], applications?: "
                "{application: string, roles?: string[]}[], jitEmailDomains?: string[], jitRoles?: "
                "string[]}"},
      {.name = "webhooks",
       .noun = "webhook",
       .path = "/hooks",
       .keys = {"name"},
       .at_creation = {"signingKey"},
       .shape = "{name: string<1..256>, events: string[], config: {url: string, headers?: {[k]: "
                "string}, retries?: integer}, enabled?: boolean, signingKey?: string<32..>}"},
  };
  return list;
}

const Section* find_section(std::string_view name) {
  const auto found = std::find_if(sections().begin(), sections().end(), [&](const Section& one) {
    return one.name == name;
  });
  return found == sections().end() ? nullptr : &*found;
}

}  // namespace daemun::app
