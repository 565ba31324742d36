// The audit log: /logs. Lines about deliveries of webhooks are with their webhook.
#ifndef DAEMUN_MANAGEMENT_LOGS_H
#define DAEMUN_MANAGEMENT_LOGS_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/log_store.h"

#include <optional>
#include <vector>

namespace daemun::management {

// As the API shows it; shared with the webhooks' recent logs.
json::object to_json(const TenantId& tenant, const storage::LogStore::StoredEvent& event);
extern const std::string log_shape;

// `start_time` and `end_time` of a query, both exclusive.
struct TimeSpan {
  std::optional<TimePoint> after{};
  std::optional<TimePoint> before{};
};
// Errors: 400 guard.invalid_input.
api::Outcome<TimeSpan> parse_time_span(const http::Form& query);

}  // namespace daemun::management

#endif
