#include "domain/resource.h"

namespace daemun {

std::string_view to_string(RoleType type) {
  return type == RoleType::user ? "User" : "MachineToMachine";
}

}  // namespace daemun
