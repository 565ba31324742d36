// Shared by the nouns about members of organizations: Logto's refusals of relations, and the
// event.
#ifndef DAEMUN_MANAGEMENT_ORGANIZATION_MEMBERSHIP_H
#define DAEMUN_MANAGEMENT_ORGANIZATION_MEMBERSHIP_H

#include "management/answers.h"
#include "management/change.h"
#include "storage/organization_template_store.h"

#include <set>
#include <string>
#include <vector>

namespace daemun::management {

inline const std::string organization_membership_event = "Organization.Membership.Updated";

inline OrganizationId organization_of(const Call& call) {
  return OrganizationId(call.path_parameter("id"));
}

// 422 entity.relation_foreign_key_not_found: a member, role or organization that does not exist.
api::RequestError relation_missing();
// 422 organization.require_membership.
api::RequestError membership_required();

// Why roles could not be given: somebody or something does not exist, or a role is not for members
// of that type (422 entity.db_constraint_violated).
Task<api::RequestError> explain_role_conflict(
    const Dependencies& dependencies,
    storage::Conflict conflict,
    std::vector<OrganizationRoleId> roles
);

// The users or applications that join an organization, and those that leave it.
struct MembershipChange {
  OrganizationId organization{};
  enum class Kind { users, applications } kind = Kind::users;
  std::vector<std::string> added{};
  std::vector<std::string> removed{};
};

// From the members of before to these.
template <typename MemberId>
void put_difference(
    MembershipChange& change,
    const std::vector<MemberId>& before,
    const std::vector<MemberId>& after
) {
  const std::set<MemberId> old(before.begin(), before.end());
  const std::set<MemberId> wanted(after.begin(), after.end());
  for (const auto& id : wanted)
    if (!old.contains(id)) change.added.push_back(id.value());
  for (const auto& id : old)
    if (!wanted.contains(id)) change.removed.push_back(id.value());
}

// Commits a change of who is in the organization, and tells webhooks of it.
Task<Committed> commit_membership(
    const Dependencies& dependencies, const Call& call, MembershipChange change, storage::Plan plan
);

}  // namespace daemun::management

#endif
