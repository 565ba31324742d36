// API resources and their permissions (scopes), and the roles that hand them out.
#ifndef DAEMUN_DOMAIN_RESOURCE_H
#define DAEMUN_DOMAIN_RESOURCE_H

#include "base/clock.h"
#include "base/id.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun {

// The resource that stands for the permissions of the organization template.
inline constexpr std::string_view organizations_resource = "urn:logto:resource:organizations";
// The audience of an organization token is this and the organization's id.
inline constexpr std::string_view organization_audience_prefix = "urn:logto:organization:";

struct Scope {
  ScopeId id{};
  std::string name{};
  std::optional<std::string> description{};
  TimePoint created_at{};
};

struct Resource {
  ResourceId id{};
  std::string name{};
  std::string indicator{};  // an absolute URI (RFC 8707)
  bool is_default = false;
  Seconds access_token_ttl{3600};
  std::vector<Scope> scopes{};
};

// A scope together with the API that it belongs to.
struct ResourceScope {
  Scope scope{};
  Resource resource{};  // without its scopes
};

// "https://default.logto.app/api": whoever holds its scope manages that tenant.
bool is_management_api(std::string_view indicator);

enum class RoleType { user, machine_to_machine };

std::string_view to_string(RoleType type);
std::optional<RoleType> parse_role_type(std::string_view word);

struct Role {
  RoleId id{};
  std::string name{};
  std::string description{};
  RoleType type = RoleType::user;
  bool is_default = false;  // new users get it; without meaning for machines
};

// Logto keeps these names for roles that nobody may change over the API.
bool is_internal_role(std::string_view name);

}  // namespace daemun

#endif
