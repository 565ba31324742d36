// GET /metrics of the admin listener. The text format of Prometheus (version 0.0.4) is a line a
// number; a library for it would be longer than this file.
#ifndef DAEMUN_APP_METRICS_H
#define DAEMUN_APP_METRICS_H

#include "http/server.h"
#include "storage/database.h"
#include "storage/journal.h"

#include <cstdint>
#include <string>

namespace daemun::app {

struct ProcessUsage {
  double cpu_seconds = 0;  // user and system
  std::uint64_t resident_bytes = 0;
  std::uint64_t open_files = 0;
  double start_seconds = 0;  // Unix time
};

// Of this process, from /proc.
ProcessUsage read_process_usage();

std::string metrics_text(
    const http::Server::Statistics& http,
    const storage::Database::Counters& database,
    const storage::Journal::Counters& journal,
    const ProcessUsage& process
);

}  // namespace daemun::app

#endif
