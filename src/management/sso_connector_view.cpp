#include "management/sso_connector_view.h"

#include <utility>

namespace daemun::management {

SsoConnectorView to_view(const TenantId& tenant, const SsoConnector& connector) {
  return SsoConnectorView{
      {.tenant_id = tenant.value(),
       .id = connector.id.value(),
       .connector_name = connector.connector_name,
       .config = connector.config,
       .domains = connector.domains,
       .branding = {connector.branding},
       .sync_profile = connector.sync_profile,
       .enable_token_storage = connector.enable_token_storage,
       .trusts_mfa = connector.trusts_mfa,
       .created_at = to_unix_ms(connector.created_at)},
      connector.provider_name};
}

SsoConnectorView to_public_view(const TenantId& tenant, SsoConnector connector) {
  connector.config.erase("clientSecret");
  return to_view(tenant, connector);
}

}  // namespace daemun::management
