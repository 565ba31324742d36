#include "bench/report.h"

#include <algorithm>
#include <cstdio>

namespace daemun::bench {
namespace {

std::uint32_t percentile(const std::vector<std::uint32_t>& sorted, double part) {
  if (sorted.empty()) return 0;
  const auto index = static_cast<std::size_t>(part * static_cast<double>(sorted.size() - 1));
  return sorted[index];
}

std::string verdict(double value, double budget) {
  if (budget <= 0) return "";
  return value <= budget ? "met" : "missed";
}

}  // namespace

Measured summarize(std::string name, LoadResult result, Cpu cpu, double budget_us) {
  std::sort(result.latencies_us.begin(), result.latencies_us.end());
  const auto requests = static_cast<double>(result.requests);
  return Measured{
      .name = std::move(name),
      .server_us = static_cast<double>(cpu.server) / requests,
      .database_us = static_cast<double>(cpu.database) / requests,
      .budget_us = budget_us,
      .requests_per_second = requests / result.seconds,
      .p50_us = percentile(result.latencies_us, 0.50),
      .p99_us = percentile(result.latencies_us, 0.99),
  };
}

void print_requests(const std::string& title, const std::vector<Measured>& requests) {
  std::printf(
      "\n| %s | server us | database us | budget us | | requests/s | p50 ms | p99 ms |\n",
      title.c_str()
  );
  std::printf("|---|---:|---:|---:|---|---:|---:|---:|\n");
  for (const auto& row : requests) {
    const auto budget =
        row.budget_us > 0 ? std::to_string(static_cast<int>(row.budget_us)) : std::string();
    std::printf(
        "| %s | %.1f | %.1f | %s | %s | %.0f | %.2f | %.2f |\n",
        row.name.c_str(),
        row.server_us,
        row.database_us,
        budget.c_str(),
        verdict(row.server_us + row.database_us, row.budget_us).c_str(),
        row.requests_per_second,
        row.p50_us / 1000.0,
        row.p99_us / 1000.0
    );
  }
  std::fflush(stdout);
}

void print_system_calls(const std::vector<Measured>& requests) {
  std::printf("\n| request | system calls |\n|---|---|\n");
  for (const auto& row : requests) {
    if (row.system_calls.empty()) continue;
    std::printf("| %s |", row.name.c_str());
    for (const auto& [name, count] : row.system_calls) {
      if (count >= 0.01) std::printf(" %s %.2f", name.c_str(), count);
    }
    std::printf(" |\n");
  }
}

void print_figures(const std::vector<Figure>& figures) {
  std::printf("\n| figure | value | budget | |\n|---|---:|---:|---|\n");
  for (const auto& row : figures) {
    std::printf(
        "| %s | %.1f %s | %.1f %s | %s |\n",
        row.name.c_str(),
        row.value,
        row.unit.c_str(),
        row.budget,
        row.unit.c_str(),
        verdict(row.value, row.budget).c_str()
    );
  }
}

}  // namespace daemun::bench
