#include "oidc/tables.h"

#include <algorithm>

namespace daemun::oidc {

bool is_supported_scope(std::string_view name) {
  return std::find(supported_scopes.begin(), supported_scopes.end(), name) !=
         supported_scopes.end();
}

}  // namespace daemun::oidc
