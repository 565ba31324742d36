#include "app/tenant.h"

namespace daemun::app {

Tenant::Tenant(const Machines& machines, TenantId id, std::string endpoint)
    : settings(machines.database, machines.vault, id),
      oidc_dependencies{
          .database = machines.database,
          .settings = settings,
          .vault = machines.vault,
          .clock = machines.clock,
          .random = machines.random,
          .tenant = id,
          .endpoint = endpoint,
      },
      experience_dependencies{
          .database = machines.database,
          .settings = settings,
          .vault = machines.vault,
          .clock = machines.clock,
          .random = machines.random,
          .passwords = machines.passwords,
          .http = machines.http,
          .tenant = id,
          .endpoint = endpoint,
      },
      key_rings(settings),
      opaque_tokens(machines.vault, id, machines.random),
      authorization(oidc_dependencies, key_rings),
      pushed_authorization_request(oidc_dependencies),
      token(oidc_dependencies, key_rings, opaque_tokens),
      userinfo(oidc_dependencies, opaque_tokens),
      introspection(oidc_dependencies, opaque_tokens),
      revocation(oidc_dependencies, opaque_tokens),
      end_session(oidc_dependencies, key_rings),
      discovery(oidc_dependencies, key_rings),
      jwks(key_rings),
      experience_api(experience_dependencies),
      consent_api(experience_dependencies),
      well_known_api(experience_dependencies),
      pages(experience_dependencies) {}

}  // namespace daemun::app
