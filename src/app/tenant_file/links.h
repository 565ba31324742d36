// The members of a thing that name other things.
#ifndef DAEMUN_APP_TENANT_FILE_LINKS_H
#define DAEMUN_APP_TENANT_FILE_LINKS_H

#include "app/tenant_file/changes.h"
#include "app/tenant_file/local_api.h"
#include "app/tenant_file/names.h"

#include <string>

namespace daemun::app {

// Brings one link of the thing `id` to what the file says. Throws ApiRefusal, std::runtime_error
// for a name that nothing has.
Task<void> apply_link(
    LocalApi api, const Change& change, Names& names, std::string id, std::string link
);

}  // namespace daemun::app

#endif
