#include "storage/account_center_seed.h"

#include "domain/account_center.h"
#include "domain/administration.h"
#include "domain/page_look.h"
#include "storage/application_store.h"
#include "storage/application_store_sql.h"
#include "storage/experience_store.h"

#include <utility>

namespace daemun::storage {
namespace {

// Administrators change their own accounts there: Logto's settings of the admin tenant, and the
// sessions.
json::object make_administrators_center() {
  auto center = make_default_account_center();
  center["enabled"] = true;
  json::object fields;
  for (const auto* field :
       {"name",
        "avatar",
        "profile",
        "email",
        "phone",
        "password",
        "username",
        "social",
        "customData",
        "mfa",
        "session"})
    fields[field] = "Edit";
  center["fields"] = std::move(fields);
  center["profileFields"] = json::array{{{"name", "name"}}, {{"name", "avatar"}}};
  return center;
}

Application make_application(TimePoint now) {
  Application center;
  center.id = ApplicationId(std::string(account_center_application));
  center.name = "Account center";
  center.type = ApplicationType::spa;
  center.created_at = now;
  return center;
}

}  // namespace

Task<bool> seed_account_center(SeedContext context, TenantId tenant) {
  const ApplicationStore applications(context.database, context.vault, tenant);
  Query query{application_store_sql::has_account_center, {tenant}};
  const auto rows = co_await context.database.read(std::move(query));
  if (rows.front().integer("total") > 0) co_return false;
  Plan plan;
  plan.add(applications.insert(make_application(context.clock.now())));
  const ExperienceStore experience(context.database, tenant);
  const auto settings = co_await experience.find_account_center();
  if (tenant.value() == administration_tenant && !settings) {
    const auto text = json::serialize(make_administrators_center());
    plan.add(experience.change_account_center({.before = std::nullopt, .after = text}));
  }
  // Of several processes that start at once, one adds it.
  const auto committed = co_await context.database.commit(std::move(plan));
  co_return committed.has_value();
}

}  // namespace daemun::storage
