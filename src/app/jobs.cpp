#include "app/jobs.h"

#include "app/connector_sender.h"
#include "app/logout_sender.h"
#include "app/webhook_sender.h"
#include "base/log.h"
#include "storage/key_rotation.h"

namespace daemun::app {
namespace {

constexpr Milliseconds pause{1'000};

std::unique_ptr<OutboxLane> make_lane(
    const oidc::Dependencies& tenant, std::unique_ptr<MessageSender> sender
) {
  return std::make_unique<OutboxLane>(
      tenant.database, tenant.tenant, tenant.clock, std::move(sender)
  );
}

// All tenants are in one database.
std::unique_ptr<CleanUp> make_clean_up(
    const std::vector<JobTenant>& tenants, const JobOptions& options
) {
  std::vector<TenantId> ids;
  for (const auto& tenant : tenants)
    ids.push_back(tenant.dependencies.tenant);
  const auto& first = tenants.front().dependencies;
  return std::make_unique<CleanUp>(
      first.database, first.clock, std::move(ids), options.log_retention
  );
}

std::unique_ptr<DueDeletions> make_due_deletions(const std::vector<JobTenant>& tenants) {
  std::vector<const storage::TenantContext*> contexts;
  for (const auto& tenant : tenants)
    contexts.push_back(&tenant.dependencies);
  return std::make_unique<DueDeletions>(std::move(contexts));
}

}  // namespace

void keep_house(const oidc::Dependencies& tenant) {
  const TimePoint now = tenant.clock.now();
  run_task(tenant.journal.flush());
  const storage::TenantStore tenants(tenant.database, tenant.vault, tenant.tenant);
  if (run_task(storage::promote_signing_keys(tenant.database, tenants, now))) {
    log_info("jobs.signing_key_promoted", {{"tenant", tenant.tenant.value()}});
  }
  run_task(tenant.settings.refresh());
}

Jobs::Jobs(std::vector<JobTenant> tenants, JobClients clients, JobOptions options)
    : tenants_(std::move(tenants)),
      options_(options),
      clean_up_(make_clean_up(tenants_, options)),
      due_deletions_(make_due_deletions(tenants_)) {
  std::vector<std::unique_ptr<OutboxLane>> logouts;
  std::vector<std::unique_ptr<OutboxLane>> webhooks;
  std::vector<std::unique_ptr<OutboxLane>> codes;
  std::vector<std::unique_ptr<OutboxLane>> messages;
  using Lane = ConnectorSender::Lane;
  for (const auto& [tenant, keys, messenger] : tenants_) {
    codes.push_back(make_lane(
        tenant, std::make_unique<ConnectorSender>(tenant, messenger, clients.codes, Lane::codes)
    ));
    messages.push_back(make_lane(
        tenant, std::make_unique<ConnectorSender>(tenant, messenger, clients.messages, Lane::others)
    ));
    logouts.push_back(
        make_lane(tenant, std::make_unique<LogoutSender>(tenant, keys, clients.logouts))
    );
    webhooks.push_back(make_lane(tenant, std::make_unique<WebhookSender>(tenant, clients.webhooks))
    );
  }
  housekeeping_ = std::make_unique<Periodic>("housekeeping", pause, [this] {
    for (const auto& tenant : tenants_)
      keep_house(tenant.dependencies);
  });
  cleaning_ = std::make_unique<Periodic>("clean-up", CleanUp::pause, [this] { clean_up_->run(); });
  if (auto* bucket = options_.bucket; bucket != nullptr)
    sweeping_ = std::make_unique<Periodic>("bucket", CleanUp::pause, [bucket] {
      run_task(bucket->sweep());
    });
  erasing_ = std::make_unique<Periodic>("account-deletion", DueDeletions::pause, [this] {
    due_deletions_->run();
  });
  logouts_ = std::make_unique<OutboxThread>(std::move(logouts), pause);
  webhooks_ = std::make_unique<OutboxThread>(std::move(webhooks), pause);
  codes_ = std::make_unique<OutboxThread>(std::move(codes), pause);
  messages_ = std::make_unique<OutboxThread>(std::move(messages), pause);
  if (options_.database == nullptr) return;
  options_.database->listen([this] {
    logouts_->wake();
    webhooks_->wake();
    codes_->wake();
    messages_->wake();
  });
}

Jobs::~Jobs() {
  if (options_.database != nullptr) options_.database->listen(nullptr);
  clean_up_->stop();
  due_deletions_->stop();
  // All at once, or each would wait for the ones before it.
  for (auto* thread : {&messages_, &codes_, &webhooks_, &logouts_})
    (*thread)->stop();
  messages_.reset();
  codes_.reset();
  webhooks_.reset();
  logouts_.reset();
  sweeping_.reset();
  erasing_.reset();
  cleaning_.reset();
  housekeeping_.reset();
  for (const auto& tenant : tenants_) {
    try {
      run_task(tenant.dependencies.journal.flush());
    } catch (const std::exception& error) {
      log_error("jobs.journal_lost", {{"reason", error.what()}});
    }
  }
}

}  // namespace daemun::app
