// Users: /users and what is of one user alone. Their passwords, roles, sessions, identities and
// personal access tokens have files of their own.
#include "domain/user_info.h"
#include "management/answers.h"
#include "management/change.h"
#include "management/crud.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/user_input.h"
#include "management/user_passwords.h"
#include "management/user_view.h"
#include "storage/account_deletion_store.h"
#include "storage/email_undo_store.h"
#include "storage/last_administrator.h"
#include "storage/session_end.h"
#include "storage/trusted_device_store.h"
#include "storage/user_asset_store.h"
#include "storage/user_list_store.h"
#include "storage/user_removal.h"
#include "storage/user_sso_identity_store.h"
#include "storage/user_store.h"

#include <memory>
#include <utility>
#include <vector>

#include "api/last_administrator.h"

namespace daemun::management {
namespace {

using api::RequestError;
using storage::ListedUser;
using storage::UserDocument;

constexpr std::size_t user_id_length = 12;

struct CreateUser {
  std::optional<Formatted<TextFormat::phone>> primary_phone{};
  std::optional<Formatted<TextFormat::email>> primary_email{};
  std::optional<Formatted<TextFormat::username>> username{};
  std::optional<Text<1>> password{};
  std::optional<Text<0, 256>> password_digest{};
  std::optional<PasswordAlgorithm> password_algorithm{};
  std::optional<std::string> name{};
  Patch<OrEmpty<Formatted<TextFormat::url>>> avatar{};
  std::optional<json::object> custom_data{};
  std::optional<Raw<UserProfile>> profile{};
};
BOOST_DESCRIBE_STRUCT(
    CreateUser,
    (),
    (primary_phone,
     primary_email,
     username,
     password,
     password_digest,
     password_algorithm,
     name,
     avatar,
     custom_data,
     profile)
)

struct UpdateUser {
  Patch<OrEmpty<Formatted<TextFormat::username>>> username{};
  Patch<OrEmpty<Formatted<TextFormat::email>>> primary_email{};
  Patch<OrEmpty<Formatted<TextFormat::phone>>> primary_phone{};
  Patch<OrEmpty<std::string>> name{};
  Patch<OrEmpty<Formatted<TextFormat::url>>> avatar{};
  std::optional<json::object> custom_data{};
  std::optional<Raw<UserProfile>> profile{};
};
BOOST_DESCRIBE_STRUCT(
    UpdateUser, (), (username, primary_email, primary_phone, name, avatar, custom_data, profile)
)

struct SetSuspension {
  bool is_suspended = false;
};
BOOST_DESCRIBE_STRUCT(SetSuspension, (), (is_suspended))

struct CustomDataChanges {
  json::object custom_data{};
};
BOOST_DESCRIBE_STRUCT(CustomDataChanges, (), (custom_data))

struct ProfileChanges {
  Raw<UserProfile> profile{};
};
BOOST_DESCRIBE_STRUCT(ProfileChanges, (), (profile))

// Ours. Errors: 400 request.invalid_input.
api::Outcome<std::optional<storage::FactorFilter>> parse_factor_filter(
    std::optional<std::string_view> word
) {
  using storage::FactorFilter;
  using Filter = std::optional<FactorFilter>;
  if (!word) return Filter();
  if (*word == "None") return Filter(FactorFilter::none);
  if (*word == "Totp") return Filter(FactorFilter::totp);
  if (*word == "WebAuthn") return Filter(FactorFilter::web_authn);
  if (*word == "BackupCode") return Filter(FactorFilter::backup_code);
  return api::invalid_input("mfaFactor must be Totp, WebAuthn, BackupCode or None");
}

// Errors: as check_user_changes.
template <typename Body>
api::Outcome<storage::UserChanges> parse_changes(const Body& body) {
  storage::UserChanges changes{
      .username = change_of(body.username),
      .primary_email = change_of(body.primary_email),
      .primary_phone = change_of(body.primary_phone),
      .name = change_of(body.name),
      .avatar = change_of(body.avatar),
  };
  if (body.custom_data) changes.custom_data = json::serialize(*body.custom_data);
  if (body.profile) changes.profile = json::serialize(body.profile->value);
  return check_user_changes(std::move(changes), body.profile);
}

std::string merged(std::string_view stored, const json::object& changes) {
  json::object object = json::parse(stored).as_object();
  for (const auto& member : changes)
    object[member.key()] = member.value();
  return json::serialize(object);
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
        devices_(dependencies.database, dependencies.tenant),
        identities_(dependencies.database, dependencies.tenant),
        session_end_(
            dependencies.database, dependencies.settings, dependencies.random, dependencies.clock
        ) {}

  Answer list(Call call) {
    auto extras = parse_user_extras(call.query);
    storage::UserFilter filter{.search = std::move(call.search)};
    if (const auto role = call.query.find("excludeRoleId"))
      filter.without_role = RoleId(std::string(*role));
    if (const auto organization = call.query.find("excludeOrganizationId"))
      filter.outside_organization = OrganizationId(std::string(*organization));
    auto factor = parse_factor_filter(call.query.find("mfaFactor"));
    if (!factor) co_return factor.error();
    filter.factor = *factor;
    const auto passwords = extras.has_password_hash ? storage::UserListStore::Passwords::included
                                                    : storage::UserListStore::Passwords::left_out;
    const auto page = co_await lists_.list(std::move(filter), call.window(), passwords);
    co_await load_extras(extras, page.users);
    auto reply = text_reply(to_json_text(page.users, extras));
    reply.total = page.total;
    co_return reply;
  }

  Answer create(Call call, CreateUser body) {
    const auto changes = parse_changes(body);
    if (!changes) co_return changes.error();
    if (body.password && body.password_digest && !body.password_digest->empty())
      co_return RequestError{.code = "user.password_and_digest"};
    auto imported = parse_imported_password(body.password_digest, body.password_algorithm);
    if (!imported) co_return imported.error();
    ListedUser listed{.password = *std::move(imported)};
    if (body.password) {
      auto hashed = co_await hash_new_password(dependencies_, *std::move(body.password));
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
    const auto committed = co_await commit(dependencies_, call, std::move(plan), to_json(listed));
    if (!committed) co_return to_user_error(committed.error());
    co_return text_reply(to_json_text(listed));
  }

  Answer show(Call call) {
    const UserId id(call.path_parameter("userId"));
    const auto found = co_await lists_.find(id);
    if (!found) co_return no_such_user();
    auto extras = parse_user_extras(call.query);
    const std::vector<ListedUser> shown{*found};
    co_await load_extras(extras, shown);
    co_return text_reply(to_json_text(*found, extras));
  }

  Answer update(Call call, UpdateUser body) {
    const UserId id(call.path_parameter("userId"));
    const auto changes = parse_changes(body);
    if (!changes) co_return changes.error();
    auto found = co_await lists_.find(id);
    if (!found) co_return no_such_user();
    const auto now = dependencies_.clock.now();
    const auto before = found->user;
    apply(*changes, found->user);
    found->user.updated_at = now;
    const auto guard =
        co_await storage::LastAdministrator(dependencies_.database, dependencies_.settings)
            .with_identifiers(id, *changes);
    auto plan = guard;
    plan.add(users_.update(id, *changes, now));
    // The addresses are factors where the tenant says so.
    if (before.primary_email != found->user.primary_email ||
        before.primary_phone != found->user.primary_phone)
      plan.add(devices_.remove_all(id));
    const storage::UserAssetStore assets(dependencies_.database, dependencies_.tenant);
    plan.add(assets.remove_former_avatar(dependencies_.endpoint, before, found->user));
    // From now on the administrator's word counts, and not a link to an earlier address.
    if (before.primary_email != found->user.primary_email)
      plan.add(storage::EmailUndoStore(dependencies_.database, dependencies_.tenant).remove_all(id)
      );
    const auto committed = co_await commit(dependencies_, call, std::move(plan), to_json(*found));
    if (committed) co_return text_reply(to_json_text(*found));
    if (storage::LastAdministrator::is_refused(guard, committed.error()))
      co_return api::last_administrator_refused();
    co_return to_user_error(committed.error());
  }

  Answer remove(Call call) {
    const UserId id(call.path_parameter("userId"));
    const auto found = co_await lists_.find(id);
    if (!found) co_return no_such_user();
    const storage::LastAdministrator administrators(dependencies_.database, dependencies_.settings);
    const storage::RemovalStores stores{administrators, session_end_, users_};
    auto removal = co_await storage::plan_user_removal(&stores, id);
    const auto guard = std::move(removal.guard);
    auto plan = guard;
    plan.add(std::move(removal.plan));
    // The last that webhooks can hear of the user.
    const auto committed =
        co_await commit(dependencies_, call, std::move(plan), to_user_info(found->user));
    if (committed) co_return Reply{};
    if (storage::LastAdministrator::is_refused(guard, committed.error()))
      co_return api::last_administrator_refused();
    co_return no_such_user();
  }

  // Checklist A5 57: nothing that the user has been given works any longer.
  Answer suspend(Call call, SetSuspension body) {
    const UserId id(call.path_parameter("userId"));
    auto found = co_await lists_.find(id);
    if (!found) co_return no_such_user();
    const auto now = dependencies_.clock.now();
    found->user.is_suspended = body.is_suspended;
    found->user.updated_at = now;
    storage::Plan guard;
    if (body.is_suspended)
      guard = co_await storage::LastAdministrator(dependencies_.database, dependencies_.settings)
                  .without(id);
    auto plan = guard;
    plan.add(users_.update_suspension(id, body.is_suspended, now));
    if (body.is_suspended) {
      auto ending = co_await session_end_.plan_all(id);
      // What becomes of the account is the administrator's decision from now on.
      const storage::AccountDeletionStore deletions(dependencies_.database, dependencies_.tenant);
      plan.add(std::move(ending)).add(devices_.remove_all(id)).add(deletions.remove(id));
    }
    const auto committed = co_await commit(dependencies_, call, std::move(plan), to_json(*found));
    if (committed) co_return text_reply(to_json_text(*found));
    if (storage::LastAdministrator::is_refused(guard, committed.error()))
      co_return api::last_administrator_refused();
    co_return no_such_user();
  }

  Answer show_custom_data(Call call) {
    const UserId id(call.path_parameter("userId"));
    auto found = co_await lists_.find(id);
    if (!found) co_return no_such_user();
    co_return text_reply(std::move(found->user.custom_data));
  }

  Answer update_custom_data(Call call, CustomDataChanges body) {
    return merge(std::move(call), UserDocument::custom_data, std::move(body.custom_data));
  }

  Answer update_profile(Call call, ProfileChanges body) {
    auto changes = body.profile.value.as_object();
    if (const auto good = api::check_profile(changes, "body.profile"); !good)
      co_return good.error();
    co_return co_await merge(std::move(call), UserDocument::profile, std::move(changes));
  }

 private:
  // What the call asks for beside the users' own rows.
  Task<void> load_extras(UserExtras& extras, const std::vector<ListedUser>& users) const {
    if (!extras.has_sso_identities) co_return;
    std::vector<UserId> ids;
    for (const auto& listed : users)
      ids.push_back(listed.user.id);
    extras.tenant = dependencies_.tenant;
    extras.sso_identities = co_await identities_.list_all(std::move(ids));
  }

  // Two changes of different members at once must both hold, so each replaces only what it has
  // read.
  Answer merge(Call call, UserDocument document, json::object changes) {
    const UserId id(call.path_parameter("userId"));
    auto found = co_await lists_.find(id);
    if (!found) co_return no_such_user();
    auto& text = text_of(found->user, document);
    const auto before = text;
    text = merged(before, changes);
    const auto now = dependencies_.clock.now();
    found->user.updated_at = now;
    storage::Plan plan;
    plan.add(users_.replace(id, document, {.before = before, .after = text}, now));
    const auto committed = co_await commit(dependencies_, call, std::move(plan), to_json(*found));
    if (!committed) co_return api::conflict();
    co_return text_reply(std::move(text));
  }

  const Dependencies& dependencies_;
  storage::UserStore users_;
  storage::UserListStore lists_;
  storage::TrustedDeviceStore devices_;
  storage::UserSsoIdentityStore identities_;
  storage::SessionEnd session_end_;
};

}  // namespace

Operations nouns::users(const Dependencies& dependencies) {
  const auto noun = std::make_shared<Users>(dependencies);
  using http::Method;
  const auto shown = shape_of<UserView>();
  auto rows = crud_rows<UserView>(
      noun,
      {.path = "/users",
       .id = "{userId}",
       .event = "User",
       .list =
           {.summary = "List users",
            .paging = Paging::always,
            .query =
                {"includeSsoIdentities",
                 "includePasswordHash",
                 "excludeRoleId",
                 "excludeOrganizationId",
                 "mfaFactor"},
            .search = {"id", "primaryEmail", "primaryPhone", "username", "name"}},
       .create = {.summary = "Create a user", .refusals = {404, 422}},
       .show = {.summary = "Show a user", .query = {"includeSsoIdentities", "includePasswordHash"}},
       .update = {.summary = "Change a user", .refusals = {404, 422}},
       .remove =
           {.summary = "Delete a user with all sessions, grants and tokens",
            .refusals = {404, 422}}}
  );
  rows.insert(
      rows.end(),
      {
          {.method = Method::patch,
           .path = "/users/{userId}/is-suspended",
           .summary = "Suspend or reinstate a user; suspending ends all sessions and grants",
           .reply = shown,
           .refusals = {404, 422},
           .event = "User.SuspensionStatus.Updated",
           .handler = handled_by(noun, &Users::suspend)},
          {.method = Method::get,
           .path = "/users/{userId}/custom-data",
           .summary = "Show a user's custom data",
           .reply = shape_of<json::object>(),
           .refusals = {404},
           .handler = handled_by(noun, &Users::show_custom_data)},
          {.method = Method::patch,
           .path = "/users/{userId}/custom-data",
           .summary = "Merge into a user's custom data",
           .reply = shape_of<json::object>(),
           .refusals = {404},
           .event = "User.Data.Updated",
           .handler = handled_by(noun, &Users::update_custom_data)},
          {.method = Method::patch,
           .path = "/users/{userId}/profile",
           .summary = "Merge into a user's profile",
           .reply = shape_of<UserProfile>(),
           .refusals = {404},
           .event = "User.Data.Updated",
           .handler = handled_by(noun, &Users::update_profile)},
      }
  );
  return rows;
}

}  // namespace daemun::management
