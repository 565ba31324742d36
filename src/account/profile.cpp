// Name, picture, user name, custom data and profile: /my-account and /my-account/profile.
#include "base/text.h"
#include "domain/user_profile.h"
#include "experience/decisions.h"
#include "storage/user_sso_identity_store.h"

#include <memory>
#include <utility>

#include "account/account_view.h"
#include "account/change.h"
#include "account/change_limit.h"
#include "account/code_message.h"
#include "account/nouns.h"

namespace daemun::account {
namespace {

using api::Patch;
using api::shape_of;
using enum Check::MissingScope;

constexpr std::size_t max_username_characters = 128;

struct UpdateAccount {
  Patch<api::Text<0, 128>> name{};
  Patch<api::Text<api::no_bound, 2048, api::TextFormat::url>> avatar{};
  Patch<api::Text<api::no_bound, max_username_characters, api::TextFormat::username>> username{};
  std::optional<json::object> custom_data{};
};
BOOST_DESCRIBE_STRUCT(UpdateAccount, (), (name, avatar, username, custom_data))

// A member that is null or empty clears the column.
template <typename T>
std::optional<std::string> patched(std::optional<std::string> column, const Patch<T>& member) {
  if (!member.is_given) return column;
  if (!member || member->empty()) return std::nullopt;
  return std::string(*member);
}

// For the audit log: which members a call changes, and not to what.
json::array names_of(const json::object& sent) {
  json::array names;
  for (const auto& member : sent)
    names.emplace_back(member.key());
  return names;
}

json::array names_of(const UpdateAccount& body) {
  json::array names;
  if (body.name.is_given) names.emplace_back("name");
  if (body.avatar.is_given) names.emplace_back("avatar");
  if (body.username.is_given) names.emplace_back("username");
  if (body.custom_data) names.emplace_back("customData");
  return names;
}

// Equal documents can be written in more than one way.
bool is_same_account(const User& a, const User& b) {
  return a.name == b.name && a.avatar == b.avatar && a.username == b.username &&
         json::parse(a.custom_data) == json::parse(b.custom_data);
}

class Profile {
 public:
  explicit Profile(const Dependencies& dependencies) : dependencies_(dependencies) {}

  Answer show(Call call) {
    auto view = co_await load_view(&call);
    co_return Reply{.body = std::move(view)};
  }

  Answer update(Call call, UpdateAccount body) {
    auto after = call.caller.user;
    after.name = patched(std::move(after.name), body.name);
    after.avatar = patched(std::move(after.avatar), body.avatar);
    after.username = patched(std::move(after.username), body.username);
    if (body.custom_data) after.custom_data = json::serialize(*body.custom_data);
    if (body.custom_data && after.custom_data.size() > max_own_custom_data)
      co_return api::invalid_input("body.customData must have at most 32768 bytes");
    if (body.username.is_given && after.username) {
      auto username = co_await canonical_username(*after.username);
      if (!username) co_return username.error();
      after.username = *std::move(username);
    }
    if (is_same_account(after, call.caller.user)) co_return co_await show(std::move(call));
    if (body.username.is_given && !after.username) {
      const auto kept = co_await require_sign_in_method(&dependencies_, &call, after);
      if (!kept) co_return kept.error();
    }
    const auto counted = co_await count_change(&dependencies_, &call);
    if (!counted) co_return counted.error();
    after.updated_at = dependencies_.clock.now();
    AccountChange change{
        .plan = plan_update(dependencies_, call, after),
        .after = after,
        .details = {{"members", names_of(body)}}};
    if (after.username != call.caller.user.username) {
      auto notice = co_await plan_notice(&dependencies_, &call, TemplateType::identifiers_changed);
      change.plan.add(std::move(notice));
    }
    const auto committed = co_await commit(&dependencies_, &call, std::move(change));
    if (!committed) co_return committed.error();
    call.caller.user = std::move(after);
    auto view = co_await load_view(&call);
    co_return Reply{.body = std::move(view)};
  }

  // Merged: what the body does not name stays, an address is replaced as a whole.
  Answer update_profile(Call call, api::UserProfile body) {
    const auto sent = api::to_json(std::move(body));
    if (const auto good = api::check_profile(sent, "body"); !good) co_return good.error();
    auto after = call.caller.user;
    auto profile = json::parse(after.profile).as_object();
    for (const auto& member : sent)
      profile[member.key()] = member.value();
    if (profile == json::parse(after.profile).as_object())
      co_return Reply{.body = to_profile_view(std::move(profile), call.caller.scopes)};
    const auto counted = co_await count_change(&dependencies_, &call);
    if (!counted) co_return counted.error();
    after.profile = json::serialize(profile);
    after.updated_at = dependencies_.clock.now();
    AccountChange change{
        .plan = plan_update(dependencies_, call, after),
        .after = std::move(after),
        .details = {{"members", names_of(sent)}}};
    const auto committed = co_await commit(&dependencies_, &call, std::move(change));
    if (!committed) co_return committed.error();
    co_return Reply{.body = to_profile_view(std::move(profile), call.caller.scopes)};
  }

 private:
  Task<json::object> load_view(const Call* call) {
    json::array shown;
    if (contains(call->caller.scopes, "identities")) {
      const storage::UserSsoIdentityStore store(dependencies_.database, dependencies_.tenant);
      const auto identities = co_await store.list(call->caller.user.id);
      for (const auto& identity : identities)
        shown.push_back(api::to_json(api::to_members(dependencies_.tenant, identity)));
    }
    co_return to_account_view(call->caller, call->fields, std::move(shown));
  }

  // Errors: 422 user.username_...
  Task<api::Outcome<std::string>> canonical_username(std::string value) {
    const auto settings = co_await dependencies_.settings.find_sign_in_experience();
    if (const auto allowed = experience::decide_username(value, *settings); !allowed)
      co_return allowed.error();
    auto identifier = parse_new_identifier(IdentifierType::username, value);
    if (!identifier) co_return api::invalid_input("body.username cannot be a username");
    co_return std::move(identifier->value);
  }

  const Dependencies& dependencies_;
};

}  // namespace

Operations nouns::profile(const Dependencies& dependencies) {
  const auto noun = std::make_shared<Profile>(dependencies);
  using http::Method;
  return {
      {.method = Method::get,
       .path = "/my-account",
       .summary = "Show the account",
       .reply = shape_of<AccountView>(),
       .handler = handled_by(noun, &Profile::show)},
      {.method = Method::patch,
       .path = "/my-account",
       .summary = "Change the account's name, picture, username or custom data",
       .checks =
           {editable("name").when("name"),
            editable("avatar").when("avatar"),
            editable("username").when("username"),
            editable("customData").when("customData"),
            scope("profile", bad_request),
            scope("custom_data", bad_request).when("customData"),
            first_party,
            step_up.when("username")},
       .reply = shape_of<AccountView>(),
       .refusals = {422, 429},
       .audit_key = "Account.Update",
       .handler = handled_by(noun, &Profile::update)},
      {.method = Method::patch,
       .path = "/my-account/profile",
       .summary = "Change members of the account's profile",
       .checks =
           {editable("profile"),
            scope("profile", bad_request),
            scope("address", bad_request).when("address"),
            first_party},
       .reply = shape_of<api::UserProfile>(),
       .refusals = {429},
       .audit_key = "Account.Profile.Update",
       .handler = handled_by(noun, &Profile::update_profile)},
  };
}

}  // namespace daemun::account
