// The tables of what was measured, each figure beside its budget.
#ifndef DAEMUN_BENCH_REPORT_H
#define DAEMUN_BENCH_REPORT_H

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "bench/load.h"

namespace daemun::bench {

// Processor time so far, in microseconds.
struct Cpu {
  std::int64_t server = 0;
  std::int64_t database = 0;  // of PostgreSQL's processes; SQLite is part of the server

  friend Cpu operator-(const Cpu& left, const Cpu& right) {
    return {left.server - right.server, left.database - right.database};
  }
};

struct Measured {
  std::string name;
  double server_us = 0;  // a request
  double database_us = 0;
  double budget_us = 0;  // of both together; 0: none
  double requests_per_second = 0;
  std::uint32_t p50_us = 0;
  std::uint32_t p99_us = 0;
  std::map<std::string, double> system_calls{};  // of the server, a request; empty: not counted
};

struct Figure {
  std::string name;
  double value = 0;
  double budget = 0;
  std::string unit;
};

Measured summarize(std::string name, LoadResult result, Cpu cpu, double budget_us);

// Markdown, on standard output.
void print_requests(const std::string& title, const std::vector<Measured>& requests);
// Calls that are made at least once in a hundred requests; nothing when none were counted.
void print_system_calls(const std::vector<Measured>& requests);
void print_figures(const std::vector<Figure>& figures);

}  // namespace daemun::bench

#endif
