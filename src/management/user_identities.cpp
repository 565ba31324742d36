// The social and enterprise identities of a user, as data, and what the sign-in keeps about a user:
// /users/{userId}/identities, /sso-identities, /all-identities and /logto-configs.
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/token_secret_view.h"
#include "management/user_input.h"
#include "management/user_view.h"
#include "storage/token_secret_store.h"
#include "storage/user_list_store.h"
#include "storage/user_sso_identity_store.h"
#include "storage/user_store.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/user_config.h"

namespace daemun::management {
namespace {

using api::RequestError;
using storage::UserDocument;

struct ShownIdentity {
  Raw<UserIdentity> identity{};
  std::optional<SocialTokenSecret> token_secret{};
};
BOOST_DESCRIBE_STRUCT(ShownIdentity, (), (identity, token_secret))

struct SocialIdentityView : ShownIdentity {
  std::string target{};
};
BOOST_DESCRIBE_STRUCT(SocialIdentityView, (ShownIdentity), (target))

struct ShownSsoIdentity {
  SsoIdentityMembers sso_identity{};
  std::optional<SsoTokenSecret> token_secret{};
};
BOOST_DESCRIBE_STRUCT(ShownSsoIdentity, (), (sso_identity, token_secret))

struct SsoIdentityView : ShownSsoIdentity {
  std::string sso_connector_id{};
};
BOOST_DESCRIBE_STRUCT(SsoIdentityView, (ShownSsoIdentity), (sso_connector_id))

struct AllIdentities {
  std::vector<SocialIdentityView> social_identities{};
  std::vector<SsoIdentityView> sso_identities{};
};
BOOST_DESCRIBE_STRUCT(AllIdentities, (), (social_identities, sso_identities))

RequestError no_such_identity() {
  return RequestError{.code = "user.identity_not_exist", .status = 404};
}

json::object identities_of(const storage::ListedUser& user) {
  return json::parse(user.user.identities).as_object();
}

std::optional<std::string> id_at(const json::object& identities, std::string_view target) {
  const auto* identity = find_object(identities, target);
  const auto id = identity != nullptr ? find_string(*identity, "userId") : std::nullopt;
  if (!id) return std::nullopt;
  return std::string(*id);
}

class UserIdentities {
 public:
  explicit UserIdentities(const Dependencies& dependencies)
      : dependencies_(dependencies),
        users_(dependencies.database, dependencies.tenant),
        lists_(dependencies.database, dependencies.tenant),
        sso_identities_(dependencies.database, dependencies.tenant),
        secrets_(
            dependencies.database, dependencies.vault, dependencies.random, dependencies.tenant
        ) {}

  Answer list(Call call) {
    const UserId id(call.path_parameter("userId"));
    const auto found = co_await lists_.find(id);
    if (!found) co_return no_such_user();
    const auto secrets = co_await list_secrets(call, id);
    AllIdentities all;
    const auto identities = identities_of(*found);
    for (const auto& identity : identities) {
      auto tokens = find_social_tokens(secrets, dependencies_.tenant, identity.key());
      all.social_identities.push_back({{{identity.value()}, std::move(tokens)}, identity.key()});
    }
    const auto enterprise = co_await sso_identities_.list(id);
    for (const auto& identity : enterprise) {
      auto tokens = find_sso_tokens(secrets, dependencies_.tenant, identity.connector_id);
      all.sso_identities.push_back(
          {{to_members(dependencies_.tenant, identity), std::move(tokens)},
           identity.connector_id.value()}
      );
    }
    co_return reply_of(std::move(all));
  }

  Answer show(Call call) {
    const UserId id(call.path_parameter("userId"));
    const auto found = co_await lists_.find(id);
    if (!found) co_return no_such_user();
    const auto identities = identities_of(*found);
    const auto* identity = identities.if_contains(call.path_parameter("target"));
    if (identity == nullptr) co_return no_such_identity();
    const auto secrets = co_await list_secrets(call, id);
    auto tokens = find_social_tokens(secrets, dependencies_.tenant, call.path_parameter("target"));
    co_return reply_of(ShownIdentity{{*identity}, std::move(tokens)});
  }

  Answer show_enterprise(Call call) {
    const UserId id(call.path_parameter("userId"));
    const auto connector = call.path_parameter("ssoConnectorId");
    const auto found = co_await lists_.find(id);
    if (!found) co_return no_such_user();
    const auto secrets = co_await list_secrets(call, id);
    const auto enterprise = co_await sso_identities_.list(id);
    for (const auto& identity : enterprise) {
      if (identity.connector_id.value() != connector) continue;
      auto tokens = find_sso_tokens(secrets, dependencies_.tenant, identity.connector_id);
      co_return reply_of(ShownSsoIdentity{
          to_members(dependencies_.tenant, identity), std::move(tokens)});
    }
    co_return RequestError{.code = "user.enterprise_sso_identity_not_exists", .status = 404};
  }

  Answer put(Call call, UserIdentity body) {
    const UserId id(call.path_parameter("userId"));
    const auto target = call.path_parameter("target");
    auto found = co_await lists_.find(id);
    if (!found) co_return no_such_user();
    auto identities = identities_of(*found);
    const bool is_new = !identities.contains(target);
    const auto before_id = id_at(identities, target);
    identities[target] = api::to_json(body);
    const auto before = found->user.identities;
    const auto now = dependencies_.clock.now();
    found->user.identities = json::serialize(identities);
    found->user.updated_at = now;
    storage::Plan plan;
    // The tokens of the account that the user had there before are not the new one's.
    if (before_id != std::string(body.user_id)) plan.add(secrets_.remove_social(id, target));
    plan.add(users_.put_identity(id, target, body.user_id))
        .add(users_.replace(
            id, UserDocument::identities, {.before = before, .after = found->user.identities}, now
        ));
    const auto committed = co_await commit(dependencies_, call, std::move(plan), to_json(*found));
    if (committed) {
      Reply reply{.body = std::move(identities)};
      if (is_new) reply.status = 201;
      co_return reply;
    }
    if (is_unique(committed.error())) co_return unprocessable("user.identity_already_in_use");
    co_return api::conflict();
  }

  Answer remove(Call call) {
    const UserId id(call.path_parameter("userId"));
    const auto target = call.path_parameter("target");
    auto found = co_await lists_.find(id);
    if (!found) co_return no_such_user();
    auto identities = identities_of(*found);
    if (!identities.contains(target)) co_return no_such_identity();
    identities.erase(target);
    const auto before = found->user.identities;
    const auto now = dependencies_.clock.now();
    found->user.identities = json::serialize(identities);
    found->user.updated_at = now;
    storage::Plan plan;
    plan.add(users_.remove_identity(id, target))
        .add(users_.replace(
            id, UserDocument::identities, {.before = before, .after = found->user.identities}, now
        ));
    const auto committed = co_await commit(dependencies_, call, std::move(plan), to_json(*found));
    if (!committed) co_return api::conflict();
    Reply reply;
    reply.text = to_json_text(*found);
    co_return reply;
  }

  Answer show_config(Call call) {
    const UserId id(call.path_parameter("userId"));
    const auto config = co_await users_.find_logto_config(id);
    if (!config) co_return no_such_user();
    co_return reply_of(api::to_shown_config(json::parse(*config).as_object()));
  }

  Answer update_config(Call call, api::ConfigChanges body) {
    const UserId id(call.path_parameter("userId"));
    const auto before = co_await users_.find_logto_config(id);
    auto found = co_await lists_.find(id);
    if (!before || !found) co_return no_such_user();
    json::object config = json::parse(*before).as_object();
    api::merge_config(config, body);
    const auto now = dependencies_.clock.now();
    found->user.updated_at = now;
    storage::Plan plan;
    plan.add(users_.replace(
        id, UserDocument::logto_config, {.before = *before, .after = json::serialize(config)}, now
    ));
    const auto committed = co_await commit(dependencies_, call, std::move(plan), to_json(*found));
    if (!committed) co_return api::conflict();
    co_return reply_of(api::to_shown_config(config));
  }

 private:
  // Where the call asks for them.
  Task<std::vector<TokenSecret>> list_secrets(Call call, UserId user) {
    if (!is_yes(call.query.find("includeTokenSecret"))) co_return std::vector<TokenSecret>();
    co_return co_await secrets_.list(std::move(user));
  }

  const Dependencies& dependencies_;
  storage::UserStore users_;
  storage::UserListStore lists_;
  storage::UserSsoIdentityStore sso_identities_;
  storage::TokenSecretStore secrets_;
};

}  // namespace

Operations nouns::user_identities(const Dependencies& dependencies) {
  const auto noun = std::make_shared<UserIdentities>(dependencies);
  using http::Method;
  return {
      {.method = Method::get,
       .path = "/users/{userId}/all-identities",
       .summary = "List the social and enterprise identities of a user",
       .query = {"includeTokenSecret"},
       .reply = shape_of<AllIdentities>(),
       .refusals = {404},
       .handler = handled_by(noun, &UserIdentities::list)},
      {.method = Method::get,
       .path = "/users/{userId}/identities/{target}",
       .summary = "Show a social identity of a user",
       .query = {"includeTokenSecret"},
       .reply = shape_of<ShownIdentity>(),
       .refusals = {404},
       .handler = handled_by(noun, &UserIdentities::show)},
      {.method = Method::get,
       .path = "/users/{userId}/sso-identities/{ssoConnectorId}",
       .summary = "Show an enterprise identity of a user",
       .query = {"includeTokenSecret"},
       .reply = shape_of<ShownSsoIdentity>(),
       .refusals = {404},
       .handler = handled_by(noun, &UserIdentities::show_enterprise)},
      {.method = Method::put,
       .path = "/users/{userId}/identities/{target}",
       .summary = "Set a social identity of a user",
       .reply = shape_of<std::map<std::string, UserIdentity>>(),
       .refusals = {404, 422},
       .event = "User.Data.Updated",
       .handler = handled_by(noun, &UserIdentities::put)},
      {.method = Method::delete_,
       .path = "/users/{userId}/identities/{target}",
       .summary = "Delete a social identity of a user",
       .reply = shape_of<UserView>(),
       .refusals = {404},
       .event = "User.Data.Updated",
       .handler = handled_by(noun, &UserIdentities::remove)},
      {.method = Method::get,
       .path = "/users/{userId}/logto-configs",
       .summary = "Show a user's MFA and passkey settings",
       .reply = shape_of<api::ShownConfig>(),
       .refusals = {404},
       .handler = handled_by(noun, &UserIdentities::show_config)},
      {.method = Method::patch,
       .path = "/users/{userId}/logto-configs",
       .summary = "Update a user's MFA and passkey settings",
       .reply = shape_of<api::ShownConfig>(),
       .refusals = {404},
       .event = "User.Data.Updated",
       .handler = handled_by(noun, &UserIdentities::update_config)},
  };
}

}  // namespace daemun::management
