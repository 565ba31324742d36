// Making the changes, through the Management API.
#ifndef DAEMUN_APP_TENANT_FILE_APPLY_CHANGES_H
#define DAEMUN_APP_TENANT_FILE_APPLY_CHANGES_H

#include "app/tenant_file/changes.h"
#include "app/tenant_file/local_api.h"
#include "app/tenant_file/names.h"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace daemun::app {

struct ApplyReport {
  std::size_t made = 0;
  std::vector<std::string> failures{};  // "user alice: POST /users answers 422 …"
};

// Many things of a section (users) are made at once, so that the database commits them together.
// A failure does not stop the rest. `progress` is told of each thing that is done.
ApplyReport apply_changes(
    LocalApi api, const Changes& changes, Names& names, const std::function<void()>& progress
);

}  // namespace daemun::app

#endif
