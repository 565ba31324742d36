// The dependencies of every part of the server, one set for each tenant. They outlive the loops.
#ifndef DAEMUN_STORAGE_TENANT_CONTEXT_H
#define DAEMUN_STORAGE_TENANT_CONTEXT_H

#include "base/clock.h"
#include "base/id.h"
#include "crypto/random.h"
#include "domain/audit_event.h"
#include "domain/disposable_domains.h"
#include "storage/database.h"
#include "storage/journal.h"
#include "storage/settings.h"
#include "storage/vault.h"

#include <string>
#include <string_view>

namespace daemun::storage {

struct TenantContext {
  Database& database;
  Settings& settings;
  const Vault& vault;
  const Clock& clock;
  crypto::Random& random;
  Journal& journal;
  TenantId tenant;
  std::string endpoint;  // "https://auth.example.com", without a trailing slash
  DisposableDomains disposable_domains = DisposableDomains::embedded();
};

// Where a request comes from, for the audit log.
struct RequestOrigin {
  std::string_view ip{};
  std::string_view user_agent{};
};

// A successful event, with an id and the time. Of the user agent what the log keeps.
AuditEvent make_audit_event(const TenantContext& context, std::string key, RequestOrigin origin);

}  // namespace daemun::storage

#endif
