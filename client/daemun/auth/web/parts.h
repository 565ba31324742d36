// What comes into Auth and Guard from outside.
#ifndef DAEMUN_AUTH_WEB_PARTS_H
#define DAEMUN_AUTH_WEB_PARTS_H

#include "base/clock.h"
#include "crypto/random.h"
#include "daemun/auth/http_task.h"
#include "daemun/auth/provider.h"

#include <memory>
#include <string>

namespace daemun::auth {

// Whatever is null is the real thing.
struct AuthParts {
  std::shared_ptr<TaskHttpClient> http{};
  std::shared_ptr<const Clock> clock{};
  std::shared_ptr<crypto::Random> random{};
};

// Without null: libcurl, the system's clock and its randomness.
AuthParts complete(AuthParts parts);

// Plain http is for this machine: whoever names such an issuer says so.
Transport transport_of(const std::string& issuer);

}  // namespace daemun::auth

#endif
