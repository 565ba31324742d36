#include "management/last_administrator.h"

#include "domain/administration.h"
#include "management/answers.h"
#include "storage/administrator_store.h"

namespace daemun::management {
namespace {

bool is_here(const Dependencies& dependencies) {
  return dependencies.tenant.value() == administration_tenant;
}

}  // namespace

Task<storage::Plan> begin_without_administrator(const Dependencies& dependencies, UserId user) {
  if (!is_here(dependencies)) co_return storage::Plan();
  const auto experience = co_await dependencies.settings.find_sign_in_experience();
  co_return storage::AdministratorStore(dependencies.database)
      .keep_one(user, sign_in_identifiers(*experience), {});
}

Task<storage::Plan> begin_with_identifiers(
    const Dependencies& dependencies, UserId user, storage::UserChanges changes
) {
  if (!is_here(dependencies)) co_return storage::Plan();
  const auto experience = co_await dependencies.settings.find_sign_in_experience();
  const auto settings = sign_in_identifiers(*experience);
  const bool gets_one = (settings.username && changes.username.value) ||
                        (settings.email && changes.primary_email.value) ||
                        (settings.phone && changes.primary_phone.value);
  if (gets_one) co_return storage::Plan();
  const SignInIdentifiers after{
      .username = !changes.username.is_given,
      .email = !changes.primary_email.is_given,
      .phone = !changes.primary_phone.is_given,
  };
  if (after.username && after.email && after.phone) co_return storage::Plan();
  co_return storage::AdministratorStore(dependencies.database).keep_one(user, settings, after);
}

storage::Plan begin_with_settings(
    const Dependencies& dependencies, const SignInExperience& before, const SignInExperience& after
) {
  if (!is_here(dependencies)) return {};
  return storage::AdministratorStore(dependencies.database)
      .keep_one(
          sign_in_identifiers(close_registration(before)),
          sign_in_identifiers(close_registration(after))
      );
}

bool is_last_administrator(const storage::Plan& beginning, const storage::Conflict& conflict) {
  return !beginning.empty() && storage::AdministratorStore::is_last(conflict);
}

api::RequestError last_administrator_refused() {
  return unprocessable("console.last_administrator");
}

}  // namespace daemun::management
