// Invitations into organizations: /organization-invitations.
#ifndef DAEMUN_MANAGEMENT_ORGANIZATION_INVITATIONS_H
#define DAEMUN_MANAGEMENT_ORGANIZATION_INVITATIONS_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/organization_invitation_store.h"
#include "storage/organization_user_store.h"
#include "storage/user_store.h"

#include <vector>

namespace daemun::management {

class OrganizationInvitations {
 public:
  // Keeps a reference.
  explicit OrganizationInvitations(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer list(Call call);
  Answer create(Call call);
  Answer show(Call call);
  Answer remove(Call call);
  Answer send_message(Call call);
  Answer set_status(Call call);

  Answer accept(Call call, OrganizationInvitation invitation);
  Answer revoke(OrganizationInvitationId id);
  // The invitation as it is now.
  Answer answer_with(OrganizationInvitationId id);

  const Dependencies& dependencies_;
  storage::OrganizationInvitationStore invitations_;
  storage::OrganizationUserStore members_;
  storage::UserStore users_;
};

}  // namespace daemun::management

#endif
