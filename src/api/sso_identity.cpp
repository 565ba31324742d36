#include "api/sso_identity.h"

namespace daemun::api {

SsoIdentityMembers to_members(const TenantId& tenant, const SsoIdentity& identity) {
  return SsoIdentityMembers{
      .tenant_id = tenant.value(),
      .id = identity.id.value(),
      .user_id = identity.user_id.value(),
      .issuer = identity.issuer,
      .identity_id = identity.identity_id,
      .detail = identity.detail,
      .created_at = to_unix_ms(identity.created_at),
      .updated_at = to_unix_ms(identity.updated_at),
      .sso_connector_id = identity.connector_id.value(),
  };
}

}  // namespace daemun::api
