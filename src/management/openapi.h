// The OpenAPI 3.0 document of the table of operations.
#ifndef DAEMUN_MANAGEMENT_OPENAPI_H
#define DAEMUN_MANAGEMENT_OPENAPI_H

#include "management/operation.h"

#include <string>
#include <vector>

namespace daemun::management {

// JSON text.
std::string make_openapi(const std::vector<Operation>& operations, const std::string& endpoint);

}  // namespace daemun::management

#endif
