// The dependencies of Auth and Guard that an app can replace.
#ifndef DAEMUN_AUTH_WEB_PARTS_H
#define DAEMUN_AUTH_WEB_PARTS_H

#include "base/clock.h"
#include "crypto/random.h"
#include "daemun/auth/http_task.h"
#include "daemun/auth/provider.h"

#include <memory>
#include <string>

namespace daemun::auth {

// Null members get the production default.
struct AuthParts {
  std::shared_ptr<TaskHttpClient> http{};
  std::shared_ptr<const Clock> clock{};
  std::shared_ptr<crypto::Random> random{};
};

// With the defaults filled in: libcurl, the system clock and the system's random generator.
AuthParts complete(AuthParts parts);

// Plain http is allowed on this machine only; an issuer that begins with http: asks for it.
Transport transport_of(const std::string& issuer);

}  // namespace daemun::auth

#endif
