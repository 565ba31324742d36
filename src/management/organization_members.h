// Users and machine-to-machine applications as members of an organization: what the nouns about
// both do alike.
#ifndef DAEMUN_MANAGEMENT_ORGANIZATION_MEMBERS_H
#define DAEMUN_MANAGEMENT_ORGANIZATION_MEMBERS_H

#include "management/dependencies.h"
#include "management/members.h"
#include "management/organization_membership.h"
#include "management/organization_template_json.h"
#include "storage/organization_member_store.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace daemun::management {

struct RolesOfUsers : UserIds {
  Ids organization_role_ids{};
};
BOOST_DESCRIBE_STRUCT(RolesOfUsers, (UserIds), (organization_role_ids))

struct RolesOfApplications : ApplicationIds {
  Ids organization_role_ids{};
};
BOOST_DESCRIBE_STRUCT(RolesOfApplications, (ApplicationIds), (organization_role_ids))

// How the API names members of a type.
template <typename MemberId>
struct MemberWords;

template <>
struct MemberWords<UserId> {
  using Body = UserIds;
  using RolesBody = RolesOfUsers;
  static constexpr auto ids = &UserIds::user_ids;
  static constexpr const char* list = "userIds";
  static constexpr const char* parameter = "userId";
  static constexpr auto kind = MembershipChange::Kind::users;
};

template <>
struct MemberWords<ApplicationId> {
  using Body = ApplicationIds;
  using RolesBody = RolesOfApplications;
  static constexpr auto ids = &ApplicationIds::application_ids;
  static constexpr const char* list = "applicationIds";
  static constexpr const char* parameter = "applicationId";
  static constexpr auto kind = MembershipChange::Kind::applications;
};

template <typename MemberId>
class OrganizationMembers {
  using Words = MemberWords<MemberId>;
  using Roles = std::vector<OrganizationRoleId>;

 public:
  explicit OrganizationMembers(const Dependencies& dependencies)
      : dependencies_(dependencies), members_(dependencies.database, dependencies.tenant) {}

  Answer add(Call call, typename Words::Body body) {
    const auto& listed = body.*Words::ids;
    if (listed.empty()) co_return nothing_listed(Words::list);
    const auto id = organization_of(call);
    storage::Plan plan;
    plan.add(members_.add(id, to_ids<MemberId>(listed)));
    MembershipChange change{
        .organization = id, .kind = Words::kind, .added = to_ids<std::string>(listed)};
    const auto committed =
        co_await commit_membership(dependencies_, call, std::move(change), std::move(plan));
    if (!committed) co_return relation_missing();
    co_return reply_of(body);
  }

  Answer replace(Call call, typename Words::Body body) {
    const auto id = organization_of(call);
    const auto wanted = to_ids<MemberId>(body.*Words::ids);
    const auto before = co_await members_.list(id);
    MembershipChange change{.organization = id, .kind = Words::kind};
    put_difference(change, before, wanted);
    auto plan = members_.replace(id, wanted);
    const auto committed =
        co_await commit_membership(dependencies_, call, std::move(change), std::move(plan));
    if (!committed) co_return relation_missing();
    co_return Reply{};
  }

  Answer remove(Call call) {
    const auto id = organization_of(call);
    const auto member = member_of(call);
    storage::Plan plan;
    plan.add(members_.remove(id, member));
    MembershipChange change{.organization = id, .kind = Words::kind, .removed = {member.value()}};
    const auto committed =
        co_await commit_membership(dependencies_, call, std::move(change), std::move(plan));
    if (!committed) co_return not_found();
    co_return Reply{};
  }

  Answer add_roles_to_many(Call call, typename Words::RolesBody body) {
    const auto members = to_ids<MemberId>(body.*Words::ids);
    if (members.empty()) co_return nothing_listed(Words::list);
    if (body.organization_role_ids.empty()) co_return nothing_listed("organizationRoleIds");
    auto roles = to_ids<OrganizationRoleId>(body.organization_role_ids);
    storage::Plan plan;
    plan.add(members_.add_roles(organization_of(call), members, roles));
    co_return co_await commit_roles(std::move(call), std::move(plan), std::move(roles), Reply{});
  }

  Answer list_roles(Call call) {
    const auto page =
        co_await members_.list_roles(organization_of(call), member_of(call), call.window());
    if (!page.is_member) co_return membership_required();
    co_return list_reply(page.roles, page.total, [&](const OrganizationRole& role) {
      return to_view(dependencies_.tenant, role);
    });
  }

  // The member of the path, which refuse_stranger() has let pass.
  Answer add_roles(Call call, Roles roles) {
    const std::vector<MemberId> one{member_of(call)};
    storage::Plan plan;
    plan.add(members_.add_roles(organization_of(call), one, roles));
    auto reply = reply_of(OrganizationRoleIds{to_texts(roles)});
    co_return co_await commit_roles(
        std::move(call), std::move(plan), std::move(roles), std::move(reply)
    );
  }

  Answer replace_roles(Call call, Roles roles) {
    auto plan = members_.replace_roles(organization_of(call), member_of(call), roles);
    co_return co_await commit_roles(std::move(call), std::move(plan), std::move(roles), Reply{});
  }

  Answer remove_role(Call call) {
    const auto refusal = co_await refuse_stranger(call);
    if (refusal) co_return *refusal;
    const OrganizationRoleId role(call.path_parameter("organizationRoleId"));
    auto removal = members_.remove_role(organization_of(call), member_of(call), role);
    auto missing = not_found();
    co_return co_await commit_removal(
        dependencies_, std::move(call), std::move(removal), std::move(missing)
    );
  }

  // 422 organization.require_membership, unless the path names a member.
  Task<std::optional<api::RequestError>> refuse_stranger(Call call) const {
    const storage::Window nothing{.limit = 0, .offset = 0};
    const auto page = co_await members_.list_roles(organization_of(call), member_of(call), nothing);
    if (page.is_member) co_return std::nullopt;
    co_return membership_required();
  }

 private:
  static MemberId member_of(const Call& call) {
    return MemberId(call.path_parameter(Words::parameter));
  }

  Answer commit_roles(Call call, storage::Plan plan, Roles roles, Reply reply) {
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (committed) co_return reply;
    co_return co_await explain_role_conflict(dependencies_, committed.error(), std::move(roles));
  }

  const Dependencies& dependencies_;
  storage::OrganizationMemberStore<MemberId> members_;
};

}  // namespace daemun::management

#endif
