#include "storage/last_administrator.h"

#include "domain/administration.h"
#include "storage/administrator_store.h"

#include <utility>

namespace daemun::storage {

bool LastAdministrator::is_here() const {
  return settings_.tenant().value() == administration_tenant;
}

Task<Plan> LastAdministrator::without(UserId user) const {
  if (!is_here()) co_return Plan();
  const auto experience = co_await settings_.find_sign_in_experience();
  co_return AdministratorStore(database_).keep_one(user, sign_in_identifiers(*experience), {});
}

Task<Plan> LastAdministrator::with_identifiers(UserId user, UserChanges changes) const {
  if (!is_here()) co_return Plan();
  const auto experience = co_await settings_.find_sign_in_experience();
  const auto settings = sign_in_identifiers(*experience);
  const bool gets_one = (settings.username && changes.username.value) ||
                        (settings.email && changes.primary_email.value) ||
                        (settings.phone && changes.primary_phone.value);
  if (gets_one) co_return Plan();
  const SignInIdentifiers after{
      .username = !changes.username.is_given,
      .email = !changes.primary_email.is_given,
      .phone = !changes.primary_phone.is_given,
  };
  if (after.username && after.email && after.phone) co_return Plan();
  co_return AdministratorStore(database_).keep_one(user, settings, after);
}

Plan LastAdministrator::with_settings(const SignInExperience& before, const SignInExperience& after)
    const {
  if (!is_here()) return {};
  return AdministratorStore(database_).keep_one(
      sign_in_identifiers(close_registration(before)),
      sign_in_identifiers(close_registration(after))
  );
}

bool LastAdministrator::is_refused(const Plan& beginning, const Conflict& conflict) {
  return !beginning.empty() && AdministratorStore::is_last(conflict);
}

}  // namespace daemun::storage
