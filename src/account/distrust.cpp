#include "account/distrust.h"

#include "domain/administration.h"
#include "experience/device_trust.h"
#include "storage/organization_invitation_store.h"
#include "storage/user_store.h"

#include <utility>

namespace daemun::account {
namespace {

// Whether a code reaches the person that resets the password. Administrators depend on no code: a
// report must not make the last of them one who cannot sign in.
Task<bool> can_reset(const Dependencies* dependencies, const User* user) {
  if (dependencies->tenant.value() == administration_tenant) co_return false;
  const auto settings = co_await dependencies->settings.find_sign_in_experience();
  const auto senders = co_await dependencies->messenger.find_senders();
  co_return (
      user->primary_email && senders.email && takes_recovery(*settings, IdentifierType::email)
  ) || (user->primary_phone && senders.sms && takes_recovery(*settings, IdentifierType::phone));
}

}  // namespace

Task<Distrust> plan_distrust(
    const Dependencies* dependencies, User owner, storage::KeptAccess kept
) {
  const storage::UserStore users(dependencies->database, dependencies->tenant);
  const auto account = co_await users.find_with_password(owner.id);
  const bool resets = co_await can_reset(dependencies, &owner);
  const storage::SessionEnd sessions(
      dependencies->database, dependencies->settings, dependencies->random, dependencies->clock
  );
  Distrust distrust;
  distrust.is_password_expired =
      account && (account->is_password_expired || (account->password && resets));
  distrust.plan = co_await sessions.plan_all_but(owner.id, std::move(kept));
  const auto now = dependencies->clock.now();
  const storage::OrganizationInvitationStore invitations(
      dependencies->database, dependencies->tenant
  );
  distrust.plan.add(invitations.revoke_of_inviter(owner.id, now))
      .add(experience::revoke_trusted_devices(*dependencies, owner.id))
      .add(users.update_password_expiration(owner.id, true, now));
  if (!distrust.is_password_expired)
    distrust.plan.add(users.update_password_expiration(owner.id, false, now));
  co_return distrust;
}

}  // namespace daemun::account
