// The world outside the protocol, for one tenant.
#ifndef DAEMUN_OIDC_DEPENDENCIES_H
#define DAEMUN_OIDC_DEPENDENCIES_H

#include "storage/tenant_context.h"

#include <string>

namespace daemun::oidc {

struct Dependencies : storage::TenantContext {
  // The `iss` of everything that is issued: fixed by configuration, never by a request's Host.
  std::string issuer() const { return endpoint + "/oidc"; }
};

}  // namespace daemun::oidc

#endif
