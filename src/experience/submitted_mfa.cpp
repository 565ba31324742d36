#include "experience/submitted_mfa.h"

#include "experience/method.h"
#include "experience/verifications/totp.h"
#include "storage/user_factor_store.h"

#include <utility>

namespace daemun::experience {
namespace {

storage::Plan plan_factor(const Dependencies& dependencies, const NewFactor& item) {
  const storage::UserFactorStore store(
      dependencies.database, dependencies.vault, dependencies.tenant
  );
  if (item.factor.type == Factor::backup_code)
    return store.replace_backup_codes(item.factor, item.code_hashes);
  auto factor = item.factor;
  if (factor.type == Factor::totp) factor.totp_secret = open_new_totp(dependencies.vault, item);
  return store.insert(factor);
}

// Only while they are what they were read as.
storage::Plan plan_flags(
    const Dependencies& dependencies,
    const Submission& end,
    const std::string& before,
    TimePoint now
) {
  storage::UserDocumentChange change{.before = before};
  change.after = json::serialize(with_mfa_flags(json::parse(before).as_object(), end.flags));
  storage::Plan plan;
  if (parse_mfa_flags(json::parse(before).as_object()) == end.flags) return plan;
  const storage::UserStore users(dependencies.database, dependencies.tenant);
  plan.add(users.replace(end.user.id, storage::UserDocument::logto_config, change, now));
  return plan;
}

}  // namespace

storage::Plan require_proven_factor(const Dependencies& dependencies, const Submission& end) {
  storage::Plan plan;
  if (!end.second_factor) return plan;
  if (const auto id = find_string(end.second_factor->data, factor_id)) {
    const storage::UserFactorStore store(
        dependencies.database, dependencies.vault, dependencies.tenant
    );
    plan.add(store.require_factor(end.user.id, *id));
    return plan;
  }
  const storage::UserStore users(dependencies.database, dependencies.tenant);
  plan.add(users.require_proven(
      end.user.id,
      {.password_updated_at = end.second_factor->password_updated_at,
       .address = end.second_factor->identifier}
  ));
  return plan;
}

storage::Plan plan_mfa(
    const Dependencies& dependencies, const Submission& end, const PersonMfa& before, TimePoint now
) {
  storage::Plan plan;
  for (const auto& item : end.factors)
    plan.add(plan_factor(dependencies, item));
  if (!end.before) {
    plan.add(plan_flags(dependencies, end, "{}", now));
  } else if (before.logto_config) {
    plan.add(plan_flags(dependencies, end, *before.logto_config, now));
  }
  return plan;
}

}  // namespace daemun::experience
