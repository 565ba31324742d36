// The requests of the budget table, driven against one server.
#ifndef DAEMUN_BENCH_SCENARIOS_H
#define DAEMUN_BENCH_SCENARIOS_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "bench/process.h"
#include "bench/report.h"
#include "bench/sign_in.h"

namespace daemun::bench {

// What `daemun seed --demo --json` has made.
struct DemoData {
  Client web;  // confidential
  Client spa;  // public: its refresh tokens rotate each time
  Client machine;
  Person person{};
  std::string resource{};
  std::string machine_scope{};
};

// An application as `daemun app create --json` prints it. Throws as below.
Client parse_application(const std::string& json);
// Throws std::runtime_error when something is missing.
DemoData parse_demo_data(const std::string& seed_json);

struct Run {
  const Process& server;
  std::uint16_t port = 0;
  std::size_t connections = 64;
  std::size_t requests = 20'000;
};

std::vector<Measured> measure_requests(const Run& run, const DemoData& demo);
// What an administrator asks of a tenant of that many users, which are made first, over the same
// API and without passwords. `administrator` is a machine that may call it.
std::vector<Measured> measure_administration(
    const Run& run, const Client& administrator, std::size_t users
);
// Whole code flows with a password; the budget is for what is not the password hash.
Measured measure_logins(const Run& run, const DemoData& demo, std::size_t logins);
// The bare server's trivial answer: the limit.
Measured measure_bare(const Run& run);

}  // namespace daemun::bench

#endif
