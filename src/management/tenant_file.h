// The tenant as a YAML file, as `daemun export` and `daemun apply` have it: /configs/tenant-file.
#ifndef DAEMUN_MANAGEMENT_TENANT_FILE_H
#define DAEMUN_MANAGEMENT_TENANT_FILE_H

#include "management/dependencies.h"
#include "management/operation.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace daemun::management {

// Larger than other bodies. The door has to know, which has no word of the API.
inline constexpr std::string_view tenant_file_path = "/api/configs/tenant-file";
inline constexpr std::size_t max_tenant_file_bytes = 4 * 1024 * 1024;

}  // namespace daemun::management

#endif
