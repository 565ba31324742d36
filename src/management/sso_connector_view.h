// Enterprise connectors as the API shows them.
#ifndef DAEMUN_MANAGEMENT_SSO_CONNECTOR_VIEW_H
#define DAEMUN_MANAGEMENT_SSO_CONNECTOR_VIEW_H

#include "domain/sso_connector.h"
#include "management/members.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace daemun::management {

struct SsoBranding {
  std::optional<std::string> display_name{};
  std::optional<std::string> logo{};
  std::optional<std::string> dark_logo{};
};
BOOST_DESCRIBE_STRUCT(SsoBranding, (), (display_name, logo, dark_logo))

using SsoProviderName = Word<"OIDC", "SAML", "AzureAD", "GoogleWorkspace", "Okta", "AzureAdOidc">;
using SsoProviderType = Word<"oidc", "saml">;

struct SsoConnectorMembers {
  Text<0, 21> tenant_id{};
  Text<1, 128> id{};
  Text<1, 128> connector_name{};
  json::object config{};
  std::vector<std::string> domains{};
  Raw<SsoBranding> branding{};
  bool sync_profile = false;
  bool enable_token_storage = false;
  bool trusts_mfa = false;  // ours
  Number<> created_at{};
};
BOOST_DESCRIBE_STRUCT(
    SsoConnectorMembers,
    (),
    (tenant_id,
     id,
     connector_name,
     config,
     domains,
     branding,
     sync_profile,
     enable_token_storage,
     trusts_mfa,
     created_at)
)

struct SsoConnectorView : SsoConnectorMembers {
  Text<1, 128> provider_name{};
};
BOOST_DESCRIBE_STRUCT(SsoConnectorView, (SsoConnectorMembers), (provider_name))

// For the document: a view with what its kind is, and what its provider says of itself.
struct ShownSsoConnector : SsoConnectorMembers {
  SsoProviderName provider_name{};
  std::string name{};
  SsoProviderType provider_type{};
  std::string provider_logo{};
  std::string provider_logo_dark{};
  std::optional<std::map<std::string, json::value>> provider_config{};
};
BOOST_DESCRIBE_STRUCT(
    ShownSsoConnector,
    (SsoConnectorMembers),
    (provider_name, name, provider_type, provider_logo, provider_logo_dark, provider_config)
)

SsoConnectorView to_view(const TenantId& tenant, const SsoConnector& connector);
// Without the secrets of the configuration: for those who may read organizations.
SsoConnectorView to_public_view(const TenantId& tenant, SsoConnector connector);

}  // namespace daemun::management

#endif
