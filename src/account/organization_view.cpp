#include "account/organization_view.h"

namespace daemun::account {

api::RequestError no_such_entity() {
  return {.code = "entity.not_found", .status = 404};
}

std::vector<RoleNameView> to_view(const std::vector<OrganizationRoleName>& roles) {
  std::vector<RoleNameView> views;
  for (const auto& role : roles)
    views.push_back({.id = role.id.value(), .name = role.name});
  return views;
}

api::Raw<api::Branding> to_branding(const std::string& branding) {
  return {parse_json_object(branding).value_or(json::object())};
}

api::Nullable<InviterView> to_inviter(const storage::PendingInvitation& pending) {
  const auto& name = pending.inviter_name;
  if (!name || name->empty()) return std::nullopt;
  return InviterView{*name};
}

}  // namespace daemun::account
