// Work that the server does by itself, beside answering requests: writing its journal, noticing
// changed settings, promoting signing keys, removing what has expired, erasing accounts whose
// owners have asked for it, delivering the outbox. On threads of its own, so that a slow receiver
// of messages delays nothing else.
#ifndef DAEMUN_APP_JOBS_H
#define DAEMUN_APP_JOBS_H

#include "app/clean_up.h"
#include "app/due_deletions.h"
#include "app/outbox_thread.h"
#include "app/periodic.h"
#include "app/s3_bucket.h"
#include "net/http_task.h"
#include "oidc/dependencies.h"
#include "oidc/key_ring.h"
#include "storage/waking_database.h"

#include <memory>
#include <vector>

#include "messages/messenger.h"

namespace daemun::app {

// All of it outlives the jobs.
struct JobTenant {
  const oidc::Dependencies& dependencies;
  oidc::KeyRings& keys;
  const messages::Messenger& messenger;
};

// One a kind of message: a client has a bound of its own.
struct JobClients {
  net::TaskHttpClient& logouts;
  net::TaskHttpClient& webhooks;
  const messages::Equipment& codes;
  const messages::Equipment& messages;
};

// One second's work for a tenant.
void keep_house(const oidc::Dependencies& tenant);

struct JobOptions {
  Days log_retention{0};  // 0: for ever
  // Says when a message is in the outbox; null: the jobs look now and then.
  storage::WakingDatabase* database = nullptr;
  S3Bucket* bucket = nullptr;  // of pictures; null: none
};

class Jobs {
 public:
  Jobs(std::vector<JobTenant> tenants, JobClients clients, JobOptions options = {});
  // Waits for the work under way, at most for the deadline of a message; then writes what is
  // left in the journals. No requests are answered any more.
  ~Jobs();

 private:
  std::vector<JobTenant> tenants_;
  const JobOptions options_;
  std::unique_ptr<CleanUp> clean_up_;
  std::unique_ptr<DueDeletions> due_deletions_;
  std::unique_ptr<Periodic> housekeeping_;
  std::unique_ptr<Periodic> cleaning_;
  std::unique_ptr<Periodic> sweeping_;
  std::unique_ptr<Periodic> erasing_;
  std::unique_ptr<OutboxThread> logouts_;
  std::unique_ptr<OutboxThread> webhooks_;
  std::unique_ptr<OutboxThread> codes_;
  std::unique_ptr<OutboxThread> messages_;
};

}  // namespace daemun::app

#endif
