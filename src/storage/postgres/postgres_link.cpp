#include "storage/postgres/postgres_link.h"

#include "base/log.h"

#include <algorithm>

namespace daemun::storage {
namespace {

constexpr std::chrono::milliseconds connect_timeout{2'000};
constexpr std::chrono::milliseconds first_pause{50};
constexpr std::chrono::milliseconds longest_pause{1'000};

}  // namespace

PostgresConnection& PostgresLink::get() {
  if (connection_) return *connection_;
  if (std::chrono::steady_clock::now() < next_attempt_) {
    throw ConnectionLost(ConnectionLost::Cause::closed, "PostgreSQL is away");
  }
  try {
    connection_ = std::make_unique<PostgresConnection>(url_, use_, connect_timeout);
  } catch (const ConnectionLost& error) {
    log_warning("postgres_connect_failed", {{"reason", error.what()}});
    pause_ = std::clamp(2 * pause_, first_pause, longest_pause);
    next_attempt_ = std::chrono::steady_clock::now() + pause_;
    throw;
  }
  pause_ = std::chrono::milliseconds(0);
  return *connection_;
}

std::unique_ptr<PostgresConnection> PostgresLink::take() {
  try {
    get();
  } catch (const ConnectionLost&) {
    return nullptr;
  }
  return std::move(connection_);
}

}  // namespace daemun::storage
