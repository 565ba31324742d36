// The members of an organization, for those whose roles let them: /my-organizations/{id}/members.
// Called with a token of that organization.
#include "base/text.h"
#include "storage/organization_member_store.h"
#include "storage/organization_power_store.h"
#include "storage/organization_user_store.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "account/change.h"
#include "account/nouns.h"
#include "account/organization_view.h"
#include "api/pagination.h"

namespace daemun::account {
namespace {

using api::Nullable;
using api::RequestError;
using api::shape_of;
using storage::OrganizationUserStore;

constexpr std::size_t max_search_bytes = 256;

struct MemberView {
  std::string id{};
  Nullable<std::string> name{};
  Nullable<std::string> username{};
  Nullable<std::string> primary_email{};
  Nullable<std::string> avatar{};
  std::vector<RoleNameView> roles{};
};
BOOST_DESCRIBE_STRUCT(MemberView, (), (id, name, username, primary_email, avatar, roles))

MemberView to_view(const OrganizationUserStore::Member& member) {
  return {
      .id = member.user.id.value(),
      .name = member.user.name,
      .username = member.user.username,
      .primary_email = member.user.primary_email,
      .avatar = member.user.avatar,
      .roles = account::to_view(member.roles),
  };
}

// A part of a name, user name or address. Errors: 400 guard.invalid_input.
api::Outcome<storage::Search> parse_search(const http::Form& query) {
  storage::Search search;
  const std::string text(query.find("search").value_or(""));
  if (text.empty()) return search;
  if (text.size() > max_search_bytes || !is_valid_utf8(text) || text.find('\0') != text.npos)
    return api::invalid_input("search must be a text of at most 256 bytes");
  std::string pattern = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  search.conditions.push_back(
      {.fields = {"name", "username", "primaryEmail"}, .values = {pattern + "%"}}
  );
  return search;
}

class OrganizationMembers {
 public:
  explicit OrganizationMembers(const Dependencies& dependencies)
      : dependencies_(dependencies),
        users_(dependencies.database, dependencies.tenant),
        members_(dependencies.database, dependencies.tenant),
        powers_(dependencies.database, dependencies.tenant) {}

  Answer list(Call call) {
    const auto asked = api::parse_page(call.query, api::Paging::always);
    if (!asked) co_return asked.error();
    const storage::Window window{.limit = (*asked)->size, .offset = (*asked)->offset()};
    auto search = parse_search(call.query);
    if (!search) co_return search.error();
    OrganizationUserStore::Filter filter{.role = {}, .search = *std::move(search)};
    OrganizationId id(call.path_parameter("id"));
    const auto page = co_await users_.list(std::move(id), std::move(filter), window);
    std::vector<MemberView> views;
    for (const auto& member : page.members)
      views.push_back(to_view(member));
    auto reply = reply_of(std::move(views));
    reply.total = page.total;
    co_return reply;
  }

  // Members remove themselves as well, for leaving is everyone's right.
  Answer remove(Call call) {
    const OrganizationId id(call.path_parameter("id"));
    const UserId member(call.path_parameter("userId"));
    const auto& user = call.caller.user.id;
    const storage::Window nothing{.limit = 0, .offset = 0};
    const auto membership = co_await members_.list_roles(id, member, nothing);
    if (!membership.is_member) co_return no_such_entity();
    const auto held = co_await powers_.find(id, user);
    const auto others = co_await powers_.find(id, member);
    if (!covers(held, others)) co_return RequestError{.code = "auth.forbidden", .status = 403};
    AccountChange change{
        .details = {{"organizationId", id.value()}, {"removedUserId", member.value()}}};
    change.plan
        .add(powers_.require(
            id, user, {.permission = dependencies_.member_permissions.remove, .member = member}
        ))
        .add(members_.remove(id, member));
    change.membership = {
        {"organizationId", id.value()}, {"removedUserIds", json::array{member.value()}}};
    const auto committed = co_await commit(&dependencies_, &call, std::move(change));
    if (!committed) co_return committed.error();
    co_return Reply{};
  }

 private:
  const Dependencies& dependencies_;
  OrganizationUserStore users_;
  storage::OrganizationMemberStore<UserId> members_;
  storage::OrganizationPowerStore powers_;
};

}  // namespace

Operations nouns::organization_members(const Dependencies& dependencies) {
  const auto noun = std::make_shared<OrganizationMembers>(dependencies);
  const auto& permissions = dependencies.member_permissions;
  using http::Method;
  const std::string path = "/my-organizations/{id}/members";
  return {
      {.method = Method::get,
       .path = path,
       .summary = "List the members of an organization of the account",
       .checks = {organization_permission(permissions.read)},
       .query = {{"page"}, {"page_size"}, {"search"}},
       .reply = shape_of<std::vector<MemberView>>(),
       .handler = handled_by(noun, &OrganizationMembers::list)},
      {.method = Method::delete_,
       .path = path + "/{userId}",
       .summary = "Remove a member from an organization of the account",
       .status = 204,
       .checks = {organization_permission(permissions.remove), first_party},
       .refusals = {404},
       .audit_key = "Account.Organization.Member.Remove",
       .handler = handled_by(noun, &OrganizationMembers::remove)},
  };
}

}  // namespace daemun::account
