#include "account/invitation_limit.h"

#include "base/encoding.h"
#include "crypto/digest.h"
#include "storage/message_count_store.h"

#include <string>
#include <utility>
#include <vector>

namespace daemun::account {

Task<api::Outcome<void>> count_invitation(
    const Dependencies* dependencies, OrganizationInvitation invitation
) {
  const auto target = [](std::string text) { return to_hex(crypto::sha256(text)); };
  const auto organization = "invitations:" + invitation.organization_id.value();
  const auto now = invitation.created_at;
  std::vector<storage::MessageBound> bounds;
  bounds.push_back(storage::at_most_a_day(
      target(organization + ":" + invitation.invitee), invitations_of_an_address_a_day, now
  ));
  bounds.push_back(storage::at_most_a_day(target(organization), invitations_a_day, now));
  const storage::MessageCountStore counts(dependencies->database, dependencies->tenant);
  const auto taken = co_await counts.take(std::move(bounds));
  if (!taken) co_return api::RequestError{.code = "request.message_rate_limited", .status = 429};
  co_return api::Outcome<void>();
}

}  // namespace daemun::account
