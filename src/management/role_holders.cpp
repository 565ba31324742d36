// The users and applications that hold a role: /roles/{id}/users, /roles/{id}/applications.
#include "domain/administration.h"
#include "management/answers.h"
#include "management/application_json.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/user_json.h"
#include "storage/application_store.h"
#include "storage/last_administrator.h"
#include "storage/role_store.h"
#include "storage/user_store.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "api/last_administrator.h"

namespace daemun::management {
namespace {

using Candidates = std::vector<storage::RoleStore::Candidate>;

// For the document.
struct RoleUser : UserMembers {
  std::optional<bool> has_password{};
};
BOOST_DESCRIBE_STRUCT(RoleUser, (UserMembers), (has_password))

RoleId role_of(const Call& call) {
  return RoleId(call.path_parameter("id"));
}

bool has_holder(const Candidates& candidates) {
  return std::any_of(candidates.begin(), candidates.end(), [](const auto& one) {
    return one.holds_role;
  });
}

// The first of the ids that nothing has.
const std::string* find_missing(const Candidates& candidates, const std::vector<std::string>& ids) {
  const auto missing = std::find_if(ids.begin(), ids.end(), [&](const auto& id) {
    return std::none_of(candidates.begin(), candidates.end(), [&](const auto& one) {
      return one.id == id;
    });
  });
  return missing == ids.end() ? nullptr : &*missing;
}

class RoleHolders {
 public:
  explicit RoleHolders(const Dependencies& dependencies)
      : dependencies_(dependencies),
        roles_(dependencies.database, dependencies.tenant),
        users_(dependencies.database, dependencies.tenant),
        applications_(dependencies.database, dependencies.vault, dependencies.tenant) {}

  Answer list_users(Call call) {
    const auto id = role_of(call);
    const auto role = co_await roles_.find(id);
    if (!role) co_return no_such("roles", id.value());
    const auto listed = co_await roles_.list_users(id, call.search, call.window());
    co_return list_reply(listed.users, listed.total, [](const auto& one) {
      auto object = to_json(one.user);
      object["hasPassword"] = one.has_password;
      return object;
    });
  }

  Answer add_users(Call call, UserIds body) {
    const auto id = role_of(call);
    const auto ids = to_ids<std::string>(body.user_ids);
    if (ids.empty()) co_return nothing_listed("userIds");
    const auto role = co_await roles_.find(id);
    if (!role) co_return no_such("roles", id.value());
    const auto candidates = co_await roles_.find_users(id, ids);
    if (has_holder(candidates)) co_return unprocessable("role.user_exists");
    if (const auto* missing = find_missing(candidates, ids)) co_return no_such("users", *missing);
    if (role->type != RoleType::user) co_return unprocessable("entity.db_constraint_violated");
    storage::Plan plan;
    for (const auto& user : ids)
      plan.add(users_.assign_role(UserId(user), id));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    // The role or a user was deleted in the meantime.
    if (!committed) co_return api::conflict();
    co_return reply_of(body);
  }

  Answer remove_user(Call call) {
    const UserId user(call.path_parameter("userId"));
    const auto role = co_await roles_.find(role_of(call));
    const bool is_place = role && is_administrator_role(dependencies_.tenant.value(), role->name);
    storage::Plan guard;
    if (is_place)
      guard = co_await storage::LastAdministrator(dependencies_.database, dependencies_.settings)
                  .without(user);
    auto plan = guard;
    plan.add(roles_.remove_user(role_of(call), user));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (committed) co_return Reply{};
    if (storage::LastAdministrator::is_refused(guard, committed.error()))
      co_return api::last_administrator_refused();
    co_return not_found();
  }

  Answer list_applications(Call call) {
    const auto id = role_of(call);
    const auto role = co_await roles_.find(id);
    if (!role) co_return no_such("roles", id.value());
    storage::ApplicationFilter filter;
    filter.with_role = id;
    const auto listed =
        co_await applications_.list_page(std::move(filter), call.search, call.window());
    co_return list_reply(listed.records, listed.total, [&](const auto& record) {
      return to_view(dependencies_.tenant, record);
    });
  }

  Answer add_applications(Call call, ApplicationIds body) {
    const auto id = role_of(call);
    const auto ids = to_ids<std::string>(body.application_ids);
    if (ids.empty()) co_return nothing_listed("applicationIds");
    const auto role = co_await roles_.find(id);
    if (!role) co_return no_such("roles", id.value());
    const auto candidates = co_await roles_.find_applications(id, ids);
    if (has_holder(candidates)) co_return unprocessable("role.application_exists");
    if (const auto* missing = find_missing(candidates, ids))
      co_return no_such("applications", *missing);
    if (role->type != RoleType::machine_to_machine)
      co_return unprocessable("entity.db_constraint_violated");
    const auto machine = to_string(ApplicationType::machine_to_machine);
    for (const auto& one : candidates) {
      // Only a machine gets tokens of its own: on another application the role would be lost.
      if (one.type != machine) co_return unprocessable("application.invalid_type");
    }
    storage::Plan plan;
    for (const auto& application : ids)
      plan.add(applications_.assign_role(ApplicationId(application), id));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    // The role or an application was deleted in the meantime.
    if (!committed) co_return api::conflict();
    co_return reply_of(body);
  }

  Answer remove_application(Call call) {
    const ApplicationId application(call.path_parameter("applicationId"));
    auto removal = roles_.remove_application(role_of(call), application);
    return commit_removal(dependencies_, std::move(call), std::move(removal), not_found());
  }

 private:
  const Dependencies& dependencies_;
  storage::RoleStore roles_;
  storage::UserStore users_;
  storage::ApplicationStore applications_;
};

}  // namespace

Operations nouns::role_holders(const Dependencies& dependencies) {
  const auto noun = std::make_shared<RoleHolders>(dependencies);
  using http::Method;
  return {
      {.method = Method::get,
       .path = "/roles/{id}/users",
       .summary = "List the users with a role",
       .paging = Paging::always,
       .search = {"id", "primaryEmail", "primaryPhone", "username", "name"},
       .reply = shape_of<std::vector<RoleUser>>(),
       .refusals = {404},
       .handler = handled_by(noun, &RoleHolders::list_users)},
      {.method = Method::post,
       .path = "/roles/{id}/users",
       .summary = "Assign a role to users",
       .status = 201,
       .reply = shape_of<UserIds>(),
       .refusals = {404, 422},
       .handler = handled_by(noun, &RoleHolders::add_users)},
      {.method = Method::delete_,
       .path = "/roles/{id}/users/{userId}",
       .summary = "Remove a role from a user",
       .status = 204,
       .refusals = {404, 422},
       .handler = handled_by(noun, &RoleHolders::remove_user)},
      {.method = Method::get,
       .path = "/roles/{id}/applications",
       .summary = "List the applications with a role",
       .paging = Paging::always,
       .search = {"id", "name", "description"},
       .reply = shape_of<std::vector<ApplicationView>>(),
       .refusals = {404},
       .handler = handled_by(noun, &RoleHolders::list_applications)},
      {.method = Method::post,
       .path = "/roles/{id}/applications",
       .summary = "Assign a role to machine-to-machine applications",
       .status = 201,
       .reply = shape_of<ApplicationIds>(),
       .refusals = {404, 422},
       .handler = handled_by(noun, &RoleHolders::add_applications)},
      {.method = Method::delete_,
       .path = "/roles/{id}/applications/{applicationId}",
       .summary = "Remove a role from an application",
       .status = 204,
       .refusals = {404},
       .handler = handled_by(noun, &RoleHolders::remove_application)},
  };
}

}  // namespace daemun::management
