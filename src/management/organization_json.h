// Organizations as the API shows them, to every noun that shows one.
#ifndef DAEMUN_MANAGEMENT_ORGANIZATION_JSON_H
#define DAEMUN_MANAGEMENT_ORGANIZATION_JSON_H

#include "base/json.h"
#include "domain/organization.h"
#include "management/members.h"

#include <string>
#include <vector>

#include "api/page_look.h"

namespace daemun::management {

using api::Branding;
using api::PartialColors;

struct OrganizationView {
  Text<0, 21> tenant_id{};
  Text<1, 21> id{};
  Text<1, 128> name{};
  Nullable<Text<0, 256>> description{};
  Raw<json::object> custom_data{};
  bool is_mfa_required = false;
  bool is_trusted_device_allowed = false;
  Raw<PartialColors> color{};
  Raw<Branding> branding{};
  Nullable<std::string> custom_css{};
  Number<> created_at{};
};
BOOST_DESCRIBE_STRUCT(
    OrganizationView,
    (),
    (tenant_id,
     id,
     name,
     description,
     custom_data,
     is_mfa_required,
     is_trusted_device_allowed,
     color,
     branding,
     custom_css,
     created_at)
)

struct OrganizationRoleNameView {
  std::string id{};
  std::string name{};
};
BOOST_DESCRIBE_STRUCT(OrganizationRoleNameView, (), (id, name))

// An organization, with the roles that somebody holds in it.
struct HeldOrganization : OrganizationView {
  std::vector<OrganizationRoleNameView> organization_roles{};
};
BOOST_DESCRIBE_STRUCT(HeldOrganization, (OrganizationView), (organization_roles))

OrganizationView to_view(const TenantId& tenant, const OrganizationDetails& organization);
std::vector<OrganizationRoleNameView> to_view(const std::vector<OrganizationRoleName>& roles);

}  // namespace daemun::management

#endif
