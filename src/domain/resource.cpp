#include "domain/resource.h"

namespace daemun {

std::string_view to_string(RoleType type) {
  return type == RoleType::user ? "User" : "MachineToMachine";
}

std::optional<RoleType> parse_role_type(std::string_view word) {
  for (const auto type : {RoleType::user, RoleType::machine_to_machine}) {
    if (word == to_string(type)) return type;
  }
  return std::nullopt;
}

bool is_management_api(std::string_view indicator) {
  constexpr std::string_view start = "https://";
  constexpr std::string_view end = ".logto.app/api";
  if (indicator.size() <= start.size() + end.size()) return false;
  if (!indicator.starts_with(start) || !indicator.ends_with(end)) return false;
  indicator.remove_prefix(start.size());
  indicator.remove_suffix(end.size());
  return indicator.find_first_of("./") == std::string_view::npos;
}

bool is_internal_role(std::string_view name) {
  return name.starts_with("#internal:");
}

}  // namespace daemun
