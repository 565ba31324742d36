// The table of what was measured, each figure beside its budget.
#ifndef DAEMUN_BENCH_REPORT_H
#define DAEMUN_BENCH_REPORT_H

#include <cstdint>
#include <string>
#include <vector>

#include "bench/load.h"

namespace daemun::bench {

struct Measured {
  std::string name;
  double cpu_us = 0;     // of the server process, a request
  double budget_us = 0;  // 0: none
  double requests_per_second = 0;
  std::uint32_t p50_us = 0;
  std::uint32_t p99_us = 0;
};

struct Figure {
  std::string name;
  double value = 0;
  double budget = 0;
  std::string unit;
};

Measured summarize(std::string name, LoadResult result, std::int64_t cpu_us, double budget_us);

// Markdown, on standard output.
void print_report(const std::vector<Measured>& requests, const std::vector<Figure>& figures);

}  // namespace daemun::bench

#endif
