#include "management/organization_json.h"

#include "management/answers.h"

namespace daemun::management {

json::object to_json(const TenantId& tenant, const OrganizationDetails& organization) {
  return {
      {"tenantId", tenant.value()},
      {"id", organization.id.value()},
      {"name", organization.name},
      {"description", to_value(organization.description)},
      {"customData", json::parse(organization.custom_data)},
      {"isMfaRequired", organization.is_mfa_required},
      {"isTrustedDeviceAllowed", organization.is_trusted_device_allowed},
      {"color", json::parse(organization.color)},
      {"branding", json::parse(organization.branding)},
      {"customCss", to_value(organization.custom_css)},
      {"createdAt", to_unix_ms(organization.created_at)},
  };
}

json::array to_json(const std::vector<OrganizationRoleName>& roles) {
  json::array array;
  for (const auto& role : roles)
    array.push_back(json::object{{"id", role.id.value()}, {"name", role.name}});
  return array;
}

}  // namespace daemun::management
