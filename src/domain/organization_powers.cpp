#include "domain/organization_powers.h"

#include <algorithm>

namespace daemun {

bool covers(const OrganizationPowers& held, const OrganizationPowers& wanted) {
  return std::includes(
             held.permissions.begin(),
             held.permissions.end(),
             wanted.permissions.begin(),
             wanted.permissions.end()
         ) &&
         std::includes(
             held.api_permissions.begin(),
             held.api_permissions.end(),
             wanted.api_permissions.begin(),
             wanted.api_permissions.end()
         );
}

}  // namespace daemun
