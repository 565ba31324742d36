// The keys that sign session cookies. The newest key signs; older ones are still
// believed.
#ifndef DAEMUN_DOMAIN_COOKIE_KEY_H
#define DAEMUN_DOMAIN_COOKIE_KEY_H

#include "base/clock.h"
#include "base/id.h"
#include "base/secret.h"

namespace daemun {

using CookieKeyId = Id<struct CookieKeyTag>;

struct CookieKey {
  CookieKeyId id{};
  Secret value{};
  TimePoint created_at{};
};

}  // namespace daemun

#endif
