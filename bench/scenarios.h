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

// Throws std::runtime_error when something is missing.
DemoData parse_demo_data(const std::string& seed_json);

struct Run {
  const Process& server;
  std::uint16_t port = 0;
  std::size_t connections = 64;
  std::size_t requests = 20'000;
};

std::vector<Measured> measure_requests(const Run& run, const DemoData& demo);
// Whole code flows with a password; the budget is for what is not the password hash.
Measured measure_logins(const Run& run, const DemoData& demo, std::size_t logins);
// The bare server's trivial answer: the limit.
Measured measure_bare(const Run& run);

}  // namespace daemun::bench

#endif
