// A change of the tenant's settings: committed with their new version, and seen at once.
#ifndef DAEMUN_MANAGEMENT_SETTINGS_CHANGE_H
#define DAEMUN_MANAGEMENT_SETTINGS_CHANGE_H

#include "management/dependencies.h"

namespace daemun::management {

Task<Result<void, storage::Conflict>> commit_settings(
    const Dependencies& dependencies, storage::Plan plan
);

}  // namespace daemun::management

#endif
