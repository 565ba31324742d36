// Pushed authorization requests (RFC 9126): used once, for a minute. The row has the hash of the id
// and the parameters sealed: who reads the table can go on with none.
#ifndef DAEMUN_STORAGE_PUSHED_REQUEST_STORE_H
#define DAEMUN_STORAGE_PUSHED_REQUEST_STORE_H

#include "base/clock.h"
#include "base/id.h"
#include "storage/database.h"
#include "storage/vault.h"

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
  PushedRequestStore(Database& database, const Vault& vault, TenantId tenant)
      : database_(database), vault_(vault), tenant_(std::move(tenant)) {}

  Task<std::optional<PushedRequest>> find(std::string id) const;

  Statement insert(const PushedRequest& request) const;
  // Hits one row the first time, none afterwards.
  Statement use(const std::string& id, TimePoint now) const;
  // At most 1,000 rows.
  static Statement remove_expired(const TenantId& tenant, TimePoint before);

 private:
  std::string place_of(const std::string& row_id) const;

  Database& database_;
  const Vault& vault_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
