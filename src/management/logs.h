// The audit log: /logs. Lines about deliveries of webhooks are with their webhook.
#ifndef DAEMUN_MANAGEMENT_LOGS_H
#define DAEMUN_MANAGEMENT_LOGS_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/log_store.h"

#include <vector>

namespace daemun::management {

// As the API shows it; shared with the webhooks' recent logs.
json::object to_json(const TenantId& tenant, const storage::LogStore::StoredEvent& event);
extern const std::string log_shape;
// Milliseconds of a query parameter; nothing when it is absent. Errors: 400 guard.invalid_input.
api::Outcome<std::optional<TimePoint>> parse_time(const http::Form& query, std::string_view name);

class Logs {
 public:
  explicit Logs(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer list(Call call);
  Answer show(Call call);

  const Dependencies& dependencies_;
  storage::LogStore logs_;
};

}  // namespace daemun::management

#endif
