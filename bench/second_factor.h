// Sign-ins that take more than a password, or none: an authenticator app, a passkey.
#ifndef DAEMUN_BENCH_SECOND_FACTOR_H
#define DAEMUN_BENCH_SECOND_FACTOR_H

#include <vector>

#include "bench/scenarios.h"

namespace daemun::bench {

// Whole code flows, without the password's hash. Leaves the tenant as it was. `administrator` is a
// machine that may call the Management API.
std::vector<Measured> measure_factor_logins(
    const Run& run, const DemoData& demo, const Client& administrator, std::size_t logins
);

}  // namespace daemun::bench

#endif
