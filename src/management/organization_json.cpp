#include "management/organization_json.h"

namespace daemun::management {

OrganizationView to_view(const TenantId& tenant, const OrganizationDetails& organization) {
  return {
      .tenant_id = tenant.value(),
      .id = organization.id.value(),
      .name = organization.name,
      .description = organization.description,
      .custom_data = {json::parse(organization.custom_data)},
      .is_mfa_required = organization.is_mfa_required,
      .is_trusted_device_allowed = organization.is_trusted_device_allowed,
      .color = {json::parse(organization.color)},
      .branding = {json::parse(organization.branding)},
      .custom_css = organization.custom_css,
      .created_at = to_unix_ms(organization.created_at),
  };
}

std::vector<OrganizationRoleNameView> to_view(const std::vector<OrganizationRoleName>& roles) {
  std::vector<OrganizationRoleNameView> views;
  for (const auto& role : roles)
    views.push_back({.id = role.id.value(), .name = role.name});
  return views;
}

}  // namespace daemun::management
