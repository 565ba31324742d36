// Parts of the bodies and replies of the nouns.
#ifndef DAEMUN_MANAGEMENT_MEMBERS_H
#define DAEMUN_MANAGEMENT_MEMBERS_H

#include "domain/application.h"
#include "domain/organization_invitation.h"
#include "domain/resource.h"

#include <boost/describe.hpp>

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "api/described.h"

namespace daemun {

namespace management {

using api::Formatted;
using api::Integer;
using api::no_bound;
using api::Nullable;
using api::Number;
using api::OrEmpty;
using api::Patch;
using api::Raw;
using api::shape_of;
using api::Text;
using api::TextFormat;
using api::Word;

// The ids that a body lists.
using Ids = std::vector<Text<1>>;

template <typename Id>
std::vector<Id> to_ids(const Ids& texts) {
  return std::vector<Id>(texts.begin(), texts.end());
}

template <typename SomeId>
Ids to_texts(const std::vector<SomeId>& ids) {
  Ids texts;
  for (const auto& id : ids)
    texts.emplace_back(id.value());
  return texts;
}

template <typename SomeId>
std::optional<std::string> to_text(const std::optional<SomeId>& id) {
  return id ? std::optional(id->value()) : std::nullopt;
}

// Bodies that list ids, and replies that repeat them.
struct UserIds {
  Ids user_ids{};
};
BOOST_DESCRIBE_STRUCT(UserIds, (), (user_ids))

struct ApplicationIds {
  Ids application_ids{};
};
BOOST_DESCRIBE_STRUCT(ApplicationIds, (), (application_ids))

struct RoleIds {
  Ids role_ids{};
};
BOOST_DESCRIBE_STRUCT(RoleIds, (), (role_ids))

struct AddedRoleIds : RoleIds {
  Ids added_role_ids{};
};
BOOST_DESCRIBE_STRUCT(AddedRoleIds, (RoleIds), (added_role_ids))

struct OrganizationRoleIds {
  Ids organization_role_ids{};
};
BOOST_DESCRIBE_STRUCT(OrganizationRoleIds, (), (organization_role_ids))

}  // namespace management

template <>
struct api::Words<RoleType> {
  static constexpr RoleType all[] = {RoleType::user, RoleType::machine_to_machine};
};

template <>
struct api::Words<InvitationStatus> {
  static constexpr InvitationStatus all[] = {
      InvitationStatus::pending,
      InvitationStatus::accepted,
      InvitationStatus::expired,
      InvitationStatus::revoked};
};

template <>
struct api::Words<ApplicationType> {
  static constexpr ApplicationType all[] = {
      ApplicationType::native,
      ApplicationType::spa,
      ApplicationType::traditional,
      ApplicationType::machine_to_machine,
      ApplicationType::protected_,
      ApplicationType::saml};
};

}  // namespace daemun

#endif
