#include "management/organization_membership.h"

#include <set>

namespace daemun::management {
namespace {

// Logto's bound of a list in a message.
constexpr std::size_t max_told_ids = 5000;

void put_ids(json::object& members, std::string_view name, const std::vector<std::string>& ids) {
  if (ids.empty()) return;
  json::array list;
  for (std::size_t i = 0; i < ids.size() && i < max_told_ids; ++i)
    list.emplace_back(ids[i]);
  members[name] = std::move(list);
}

}  // namespace

api::RequestError relation_missing() {
  return unprocessable("entity.relation_foreign_key_not_found");
}

api::RequestError membership_required() {
  return unprocessable("organization.require_membership");
}

Task<api::RequestError> explain_role_conflict(
    const Dependencies& dependencies,
    storage::Conflict conflict,
    std::vector<OrganizationRoleId> roles
) {
  if (conflict.reason != storage::Conflict::Reason::row_count) co_return relation_missing();
  const std::set<OrganizationRoleId> wanted(roles.begin(), roles.end());
  const storage::OrganizationTemplateStore roles_of_template(
      dependencies.database, dependencies.tenant
  );
  const auto found = co_await roles_of_template.find_roles(std::move(roles), {});
  if (found.size() < wanted.size()) co_return relation_missing();
  co_return unprocessable("entity.db_constraint_violated");
}

Task<Committed> commit_membership(
    const Dependencies& dependencies, const Call& call, MembershipChange change, storage::Plan plan
) {
  json::object members{{"organizationId", change.organization.value()}};
  const std::string kind =
      change.kind == MembershipChange::Kind::users ? "UserIds" : "ApplicationIds";
  put_ids(members, "added" + kind, change.added);
  put_ids(members, "removed" + kind, change.removed);
  auto messages =
      co_await plan_event(dependencies, call, organization_membership_event, std::move(members));
  plan.add(std::move(messages));
  co_return co_await commit(dependencies, std::move(plan));
}

}  // namespace daemun::management
