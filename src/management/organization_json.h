// Organizations as the API shows them, to every noun that shows one.
#ifndef DAEMUN_MANAGEMENT_ORGANIZATION_JSON_H
#define DAEMUN_MANAGEMENT_ORGANIZATION_JSON_H

#include "base/json.h"
#include "domain/organization.h"

#include <string>
#include <vector>

namespace daemun::management {

inline const std::string organization_color_shape =
    "{primaryColor?: string<color>, isDarkModeEnabled?: boolean, darkPrimaryColor?: string<color>}";
inline const std::string organization_branding_shape =
    "{logoUrl?: string<url>, darkLogoUrl?: string<url>, favicon?: string<url>, darkFavicon?: "
    "string<url>}";
// More may follow in braces.
inline const std::string organization_fields =
    "tenantId: string<0..21>, id: string<1..21>, name: string<1..128>, description: "
    "string<0..256>|null, customData: {}, isMfaRequired: boolean, isTrustedDeviceAllowed: boolean, "
    "color: " +
    organization_color_shape + ", branding: " + organization_branding_shape +
    ", customCss: string|null, createdAt: number";
// The roles that somebody holds in an organization.
inline const std::string organization_role_names_field =
    "organizationRoles: {id: string, name: string}[]";

json::object to_json(const TenantId& tenant, const OrganizationDetails& organization);
// [{id, name}]
json::array to_json(const std::vector<OrganizationRoleName>& roles);

}  // namespace daemun::management

#endif
