// What the server does by itself, beside answering requests: writing its journal, noticing changed
// settings, promoting signing keys, removing what has expired, delivering the outbox. On threads of
// its own, so that a slow receiver of messages delays nothing else.
#ifndef DAEMUN_APP_JOBS_H
#define DAEMUN_APP_JOBS_H

#include "app/outbox_thread.h"
#include "app/periodic.h"
#include "http/client.h"
#include "oidc/dependencies.h"
#include "oidc/key_ring.h"

#include <memory>
#include <vector>

namespace daemun::app {

// All of it outlives the jobs.
struct JobTenant {
  const oidc::Dependencies& dependencies;
  oidc::KeyRings& keys;
};

// One a kind of message: a client has a bound of its own.
struct JobClients {
  http::HttpClient& logouts;
  http::HttpClient& webhooks;
};

// One step of removing what has expired, grants, sessions, interactions, pushed requests, waiting
// devices and subject tokens: at most 1,000 of each.
Task<void> remove_expired_rows(storage::Database& database, TenantId tenant, TimePoint now);

// One second's work for a tenant.
void keep_house(const oidc::Dependencies& tenant);

class Jobs {
 public:
  Jobs(std::vector<JobTenant> tenants, JobClients clients);
  // Waits for the work under way, at most for the deadline of a message, 10 s; then writes what is
  // left in the journals. No requests are answered any more.
  ~Jobs();

 private:
  std::vector<JobTenant> tenants_;
  std::unique_ptr<Periodic> housekeeping_;
  std::unique_ptr<OutboxThread> logouts_;
  std::unique_ptr<OutboxThread> webhooks_;
};

}  // namespace daemun::app

#endif
