// Sign-ins that take more than a password, or none: an authenticator app, a passkey.
#ifndef DAEMUN_BENCH_SECOND_FACTOR_H
#define DAEMUN_BENCH_SECOND_FACTOR_H

#include <vector>

#include "bench/scenarios.h"

namespace daemun::bench {

struct FactorLogins {
  std::vector<Measured> rows{};
  // What each costs beyond a plain sign-in with a password in the same tenant.
  std::vector<Figure> differences{};
};

// Whole code flows, without the password's hash, each beside a plain one. Leaves the tenant as it
// was. `administrator` is a machine that may call the Management API.
FactorLogins measure_factor_logins(
    const Run& run, const DemoData& demo, const Client& administrator, std::size_t logins
);

}  // namespace daemun::bench

#endif
