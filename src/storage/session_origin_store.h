// With which accounts at companies' identity providers sessions were begun.
#ifndef DAEMUN_STORAGE_SESSION_ORIGIN_STORE_H
#define DAEMUN_STORAGE_SESSION_ORIGIN_STORE_H

#include "base/id.h"
#include "domain/session_origin.h"
#include "storage/database.h"

#include <optional>
#include <vector>

namespace daemun::storage {

// What a provider says has ended: one session of its own, or all of a person. One of the two may be
// empty; the session goes first.
struct EndedAtProvider {
  SsoConnectorId connector_id{};
  std::string subject{};
  std::string sid{};
  // Sessions that were begun later are not meant.
  TimePoint at{};
};

struct SessionOfUser {
  SessionId session_id{};
  UserId user_id{};
};

class SessionOriginStore {
 public:
  SessionOriginStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  Task<std::optional<SessionOrigin>> find(SessionId session) const;
  // At most 1,000; none when neither subject nor session is named.
  Task<std::vector<SessionOfUser>> list(EndedAtProvider ended) const;

  // A conflict (foreign_key) when the session is gone.
  Statement upsert(const SessionId& session, const SessionOrigin& origin) const;
  // The session has been begun anew in another way. Any number of rows.
  Statement remove(const SessionId& session) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
