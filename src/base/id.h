// Typed identifiers: a UserId is not an ApplicationId, and neither is a string by accident.
#ifndef DAEMUN_BASE_ID_H
#define DAEMUN_BASE_ID_H

#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace daemun {

template <typename Tag>
class Id {
 public:
  Id() = default;
  explicit Id(std::string value) : value_(std::move(value)) {}

  const std::string& value() const noexcept { return value_; }
  bool empty() const noexcept { return value_.empty(); }

  friend bool operator==(const Id&, const Id&) = default;
  friend std::strong_ordering operator<=>(const Id& left, const Id& right) {
    return left.value_.compare(right.value_) <=> 0;
  }

 private:
  std::string value_;
};

// "default" and "admin" in a new installation.
using TenantId = Id<struct TenantTag>;
// 12 characters [0-9a-z], like organizations.
using UserId = Id<struct UserTag>;
// OAuth's client_id, 21 characters [0-9a-z].
using ApplicationId = Id<struct ApplicationTag>;
using ResourceId = Id<struct ResourceTag>;
using ScopeId = Id<struct ScopeTag>;
using RoleId = Id<struct RoleTag>;
using OrganizationId = Id<struct OrganizationTag>;
using OrganizationRoleId = Id<struct OrganizationRoleTag>;
using OrganizationScopeId = Id<struct OrganizationScopeTag>;
using SessionId = Id<struct SessionTag>;
using GrantId = Id<struct GrantTag>;
using InteractionId = Id<struct InteractionTag>;
using SigningKeyId = Id<struct SigningKeyTag>;

}  // namespace daemun

template <typename Tag>
struct std::hash<daemun::Id<Tag>> {
  std::size_t operator()(const daemun::Id<Tag>& id) const noexcept {
    return std::hash<std::string>{}(id.value());
  }
};

#endif
