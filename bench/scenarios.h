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
  pid_t postgres = 0;  // the database server whose processes count too; 0: SQLite
  std::size_t connections = 64;
  std::size_t requests = 20'000;
  bool counts_system_calls = false;

  // Without the threads of that name.
  Cpu cpu(const std::string& without = "") const;
};

struct Budget {
  double sqlite_us = 0;
  double postgres_us = 0;  // of server and database; 0: none

  double of(const Run& run) const { return run.postgres != 0 ? postgres_us : sqlite_us; }
};

std::vector<Measured> measure_requests(const Run& run, const DemoData& demo);
// The same client credentials and refresh with a P-384 key, for a tenant that has one.
std::vector<Measured> measure_es384(const Run& run, const DemoData& demo);
// Whole code flows with a password; the budget is for what is not the password hash.
Measured measure_logins(const Run& run, const DemoData& demo, std::size_t logins);
// A token for the Management API.
std::string management_token(const Run& run, const Client& administrator);
std::string post_json(const std::string& path, const std::string& bearer, const std::string& body);
// The bare server's trivial answer: the limit.
Measured measure_bare(const Run& run);

// A tenant that grows by users without passwords. `administrator` is a machine that may call the
// Management API.
class Growth {
 public:
  Growth(const Run& run, const Client& administrator, std::string database_url);
  // Makes as many users as there are missing.
  void grow_to(std::size_t users);
  // What an administrator asks of them.
  std::vector<Measured> measure_lists() const;
  // What should cost the same for any number of them.
  std::vector<Measured> measure_person(const DemoData& demo, std::size_t logins) const;

 private:
  const Run& run_;
  const std::string token_;
  const std::string database_url_;
  std::size_t users_ = 0;
};

}  // namespace daemun::bench

#endif
