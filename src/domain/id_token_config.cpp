#include "domain/id_token_config.h"

#include "base/json.h"

namespace daemun {

std::vector<std::string> parse_enabled_extended_claims(std::string_view config) {
  if (config.empty()) return {"roles", "organizations", "organization_roles"};
  const auto object = parse_json_object(config);
  if (!object) return {};
  return find_strings(*object, "enabledExtendedClaims");
}

}  // namespace daemun
