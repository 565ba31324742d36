// Pushed authorization requests (RFC 9126): used once, for a minute.
#ifndef DAEMUN_STORAGE_PUSHED_REQUEST_STORE_H
#define DAEMUN_STORAGE_PUSHED_REQUEST_STORE_H

#include "base/clock.h"
#include "base/id.h"
#include "storage/database.h"

#include <optional>
#include <string>

namespace daemun::storage {

struct PushedRequest {
  std::string id;  // what follows urn:ietf:params:oauth:request_uri:
  ApplicationId client_id;
  std::string parameters;  // form-encoded, as pushed
  TimePoint expires_at{};
  std::optional<TimePoint> used_at;
};

class PushedRequestStore {
 public:
  PushedRequestStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  Task<std::optional<PushedRequest>> find(std::string id) const;

  Statement insert(const PushedRequest& request) const;
  // Hits one row the first time, none afterwards.
  Statement use(const std::string& id, TimePoint now) const;
  // At most 1,000 rows.
  Statement remove_expired(TimePoint before) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
