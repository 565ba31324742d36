// Everything that the parts of this module use from outside, one set for each tenant.
#ifndef DAEMUN_ACCOUNT_DEPENDENCIES_H
#define DAEMUN_ACCOUNT_DEPENDENCIES_H

#include "base/task_pause.h"
#include "net/http_task.h"
#include "storage/tenant_context.h"

#include "messages/equipment.h"
#include "sso/documents.h"

namespace daemun::account {

struct Dependencies : storage::TenantContext {
  net::TaskHttpClient& http;
  const messages::Equipment& equipment;
  sso::Documents& sso_documents;
  Task<void> (*pause)(Milliseconds) = pause_for;
};

}  // namespace daemun::account

#endif
