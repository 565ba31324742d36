// A user's account at a company's identity provider, as the APIs show it.
#ifndef DAEMUN_API_SSO_IDENTITY_H
#define DAEMUN_API_SSO_IDENTITY_H

#include "domain/sso_connector.h"

#include <boost/describe.hpp>

#include "api/described.h"

namespace daemun::api {

struct SsoIdentityMembers {
  Text<0, 21> tenant_id{};
  Text<1, 21> id{};
  Text<1, 12> user_id{};
  Text<1, 256> issuer{};
  Text<1, 128> identity_id{};
  json::object detail{};
  Number<> created_at{};
  Number<> updated_at{};
  Text<1, 128> sso_connector_id{};
};
BOOST_DESCRIBE_STRUCT(
    SsoIdentityMembers,
    (),
    (tenant_id, id, user_id, issuer, identity_id, detail, created_at, updated_at, sso_connector_id)
)

SsoIdentityMembers to_members(const TenantId& tenant, const SsoIdentity& identity);

}  // namespace daemun::api

#endif
