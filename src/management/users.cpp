// Users: /users and what is of one user alone. Their passwords, roles, sessions, identities and
// personal access tokens have files of their own.
#include "domain/user_info.h"
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/last_administrator.h"
#include "management/nouns.h"
#include "management/user_input.h"
#include "management/user_passwords.h"
#include "management/user_view.h"
#include "storage/session_end.h"
#include "storage/user_list_store.h"
#include "storage/user_store.h"

#include <memory>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

using api::RequestError;
using storage::ListedUser;
using storage::UserDocument;

constexpr std::size_t user_id_length = 12;

const std::string create_shape =
    "{primaryPhone?: string<phone>, primaryEmail?: string<email>, username?: string<username>, "
    "password?: string<1..>, passwordDigest?: string<0..256>, passwordAlgorithm?: " +
    password_algorithms +
    ", name?: string, avatar?: (string<url> | string<empty>)|null, customData?: {}, profile?: " +
    user_profile_shape + "}";
const std::string update_shape =
    "{username?: (string<username> | string<empty>)|null, primaryEmail?: (string<email> | "
    "string<empty>)|null, primaryPhone?: (string<phone> | string<empty>)|null, name?: (string | "
    "string<empty>)|null, avatar?: (string<url> | string<empty>)|null, customData?: {}, "
    "profile?: " +
    user_profile_shape + "}";

std::string merged(std::string_view stored, const json::object& changes) {
  json::object object = json::parse(stored).as_object();
  for (const auto& member : changes)
    object[member.key()] = member.value();
  return json::serialize(object);
}

std::string_view member_of(UserDocument document) {
  return document == UserDocument::profile ? "profile" : "customData";
}

std::string& text_of(User& user, UserDocument document) {
  return document == UserDocument::profile ? user.profile : user.custom_data;
}

Reply text_reply(std::string text) {
  Reply reply;
  reply.text = std::move(text);
  return reply;
}

class Users {
 public:
  explicit Users(const Dependencies& dependencies)
      : dependencies_(dependencies),
        users_(dependencies.database, dependencies.tenant),
        lists_(dependencies.database, dependencies.tenant),
        session_end_(
            dependencies.database, dependencies.settings, dependencies.random, dependencies.clock
        ) {}

  Answer list(Call call) {
    const auto extras = parse_user_extras(call.query);
    storage::UserFilter filter{.search = std::move(call.search)};
    if (const auto role = call.query.find("excludeRoleId"))
      filter.without_role = RoleId(std::string(*role));
    if (const auto organization = call.query.find("excludeOrganizationId"))
      filter.outside_organization = OrganizationId(std::string(*organization));
    const auto passwords = extras.has_password_hash ? storage::UserListStore::Passwords::included
                                                    : storage::UserListStore::Passwords::left_out;
    const auto page = co_await lists_.list(std::move(filter), call.window(), passwords);
    auto reply = text_reply(to_json_text(page.users, extras));
    reply.total = page.total;
    co_return reply;
  }

  Answer create(Call call) {
    const auto changes = parse_user_changes(call.body);
    if (!changes) co_return changes.error();
    auto imported = parse_imported_password(call.body);
    if (!imported) co_return imported.error();
    ListedUser listed{.password = *std::move(imported)};
    if (auto text = string_of(call.body, "password")) {
      auto hashed = co_await hash_new_password(dependencies_, *std::move(text));
      if (!hashed) co_return hashed.error();
      listed.password = *std::move(hashed);
    }
    User& user = listed.user;
    user.id = new_id<UserId>(dependencies_.random, call, user_id_length);
    user.created_at = user.updated_at = dependencies_.clock.now();
    apply(*changes, user);
    listed.has_password = listed.password.has_value();

    storage::Plan plan;
    plan.add(users_.insert(user, listed.password)).add(users_.assign_default_roles(user.id));
    const auto committed =
        co_await commit_data(dependencies_, call, std::move(plan), to_json(listed));
    if (!committed) co_return to_user_error(committed.error());
    co_return text_reply(to_json_text(listed));
  }

  Answer show(Call call) {
    const UserId id(call.path_parameter("userId"));
    const auto found = co_await lists_.find(id);
    if (!found) co_return no_such_user();
    co_return text_reply(to_json_text(*found, parse_user_extras(call.query)));
  }

  Answer update(Call call) {
    const UserId id(call.path_parameter("userId"));
    const auto changes = parse_user_changes(call.body);
    if (!changes) co_return changes.error();
    auto found = co_await lists_.find(id);
    if (!found) co_return no_such_user();
    const auto now = dependencies_.clock.now();
    apply(*changes, found->user);
    found->user.updated_at = now;
    const auto guard = co_await begin_with_identifiers(dependencies_, id, *changes);
    auto plan = guard;
    plan.add(users_.update(id, *changes, now));
    const auto committed =
        co_await commit_data(dependencies_, call, std::move(plan), to_json(*found));
    if (committed) co_return text_reply(to_json_text(*found));
    if (is_last_administrator(guard, committed.error())) co_return last_administrator_refused();
    co_return to_user_error(committed.error());
  }

  Answer remove(Call call) {
    const UserId id(call.path_parameter("userId"));
    const auto found = co_await lists_.find(id);
    if (!found) co_return no_such_user();
    // What is the user's goes with the user; only the applications have to be told.
    const auto guard = co_await begin_without_administrator(dependencies_, id);
    auto plan = guard;
    auto ending = co_await session_end_.plan_all(id);
    plan.add(std::move(ending)).add(users_.remove(id));
    // The last that webhooks can hear of the user.
    const auto committed =
        co_await commit_data(dependencies_, call, std::move(plan), to_user_info(found->user));
    if (committed) co_return Reply{};
    if (is_last_administrator(guard, committed.error())) co_return last_administrator_refused();
    co_return no_such_user();
  }

  // Checklist A5 57: nothing that the user has been given works any longer.
  Answer suspend(Call call) {
    const UserId id(call.path_parameter("userId"));
    auto found = co_await lists_.find(id);
    if (!found) co_return no_such_user();
    const auto now = dependencies_.clock.now();
    const bool is_suspended = call.body.at("isSuspended").as_bool();
    found->user.is_suspended = is_suspended;
    found->user.updated_at = now;
    storage::Plan guard;
    if (is_suspended) guard = co_await begin_without_administrator(dependencies_, id);
    auto plan = guard;
    plan.add(users_.update_suspension(id, is_suspended, now));
    if (is_suspended) {
      auto ending = co_await session_end_.plan_all(id);
      plan.add(std::move(ending));
    }
    const auto committed =
        co_await commit_data(dependencies_, call, std::move(plan), to_json(*found));
    if (committed) co_return text_reply(to_json_text(*found));
    if (is_last_administrator(guard, committed.error())) co_return last_administrator_refused();
    co_return no_such_user();
  }

  Answer show_custom_data(Call call) {
    const UserId id(call.path_parameter("userId"));
    auto found = co_await lists_.find(id);
    if (!found) co_return no_such_user();
    co_return text_reply(std::move(found->user.custom_data));
  }

  Answer update_custom_data(Call call) { return merge(std::move(call), UserDocument::custom_data); }

  Answer update_profile(Call call) { return merge(std::move(call), UserDocument::profile); }

 private:
  // Merges the member of the body, which is an object, into the document.
  // Two changes of different members at once must both hold, so each replaces only what it has
  // read.
  Answer merge(Call call, UserDocument document) {
    const UserId id(call.path_parameter("userId"));
    const json::object changes = call.body.at(member_of(document)).as_object();
    if (document == UserDocument::profile) {
      if (const auto good = check_profile(changes); !good) co_return good.error();
    }
    auto found = co_await lists_.find(id);
    if (!found) co_return no_such_user();
    auto& text = text_of(found->user, document);
    const auto before = text;
    text = merged(before, changes);
    const auto now = dependencies_.clock.now();
    found->user.updated_at = now;
    storage::Plan plan;
    plan.add(users_.replace(id, document, {.before = before, .after = text}, now));
    const auto committed =
        co_await commit_data(dependencies_, call, std::move(plan), to_json(*found));
    if (!committed) co_return api::conflict();
    co_return text_reply(std::move(text));
  }

  const Dependencies& dependencies_;
  storage::UserStore users_;
  storage::UserListStore lists_;
  storage::SessionEnd session_end_;
};

}  // namespace

Operations nouns::users(const Dependencies& dependencies) {
  const auto noun = std::make_shared<Users>(dependencies);
  using http::Method;
  const auto shown = parse_shape(user_shape);
  return {
      {.method = Method::get,
       .path = "/users",
       .summary = "List users",
       .paging = Paging::always,
       .query =
           {"includeSsoIdentities",
            "includePasswordHash",
            "excludeRoleId",
            "excludeOrganizationId"},
       .search = {"id", "primaryEmail", "primaryPhone", "username", "name"},
       .reply = parse_shape(user_shape + "[]"),
       .handler = handled_by(noun, &Users::list)},
      {.method = Method::post,
       .path = "/users",
       .summary = "Create a user",
       .body = parse_shape(create_shape),
       .reply = shown,
       .refusals = {404, 422},
       .event = "User.Created",
       .handler = handled_by(noun, &Users::create)},
      {.method = Method::get,
       .path = "/users/{userId}",
       .summary = "Show a user",
       .query = {"includeSsoIdentities", "includePasswordHash"},
       .reply = shown,
       .refusals = {404},
       .handler = handled_by(noun, &Users::show)},
      {.method = Method::patch,
       .path = "/users/{userId}",
       .summary = "Change a user",
       .body = parse_shape(update_shape),
       .reply = shown,
       .refusals = {404, 422},
       .event = "User.Data.Updated",
       .handler = handled_by(noun, &Users::update)},
      {.method = Method::delete_,
       .path = "/users/{userId}",
       .summary = "Delete a user with all sessions, grants and tokens",
       .status = 204,
       .refusals = {404, 422},
       .event = "User.Deleted",
       .handler = handled_by(noun, &Users::remove)},
      {.method = Method::patch,
       .path = "/users/{userId}/is-suspended",
       .summary = "Suspend or reinstate a user; suspending ends all sessions and grants",
       .body = parse_shape("{isSuspended: boolean}"),
       .reply = shown,
       .refusals = {404, 422},
       .event = "User.SuspensionStatus.Updated",
       .handler = handled_by(noun, &Users::suspend)},
      {.method = Method::get,
       .path = "/users/{userId}/custom-data",
       .summary = "Show a user's custom data",
       .reply = parse_shape("{}"),
       .refusals = {404},
       .handler = handled_by(noun, &Users::show_custom_data)},
      {.method = Method::patch,
       .path = "/users/{userId}/custom-data",
       .summary = "Merge into a user's custom data",
       .body = parse_shape("{customData: {}}"),
       .reply = parse_shape("{}"),
       .refusals = {404},
       .event = "User.Data.Updated",
       .handler = handled_by(noun, &Users::update_custom_data)},
      {.method = Method::patch,
       .path = "/users/{userId}/profile",
       .summary = "Merge into a user's profile",
       .body = parse_shape("{profile: " + user_profile_shape + "}"),
       .reply = parse_shape(user_profile_shape),
       .refusals = {404},
       .event = "User.Data.Updated",
       .handler = handled_by(noun, &Users::update_profile)},
  };
}

}  // namespace daemun::management
