// The social identities of a user, as data, and what the sign-in keeps about a user:
// /users/{userId}/identities, /all-identities and /logto-configs.
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/user_input.h"
#include "management/user_view.h"
#include "storage/user_list_store.h"
#include "storage/user_store.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

using api::RequestError;
using storage::UserDocument;

const std::string identity_shape = "{userId: string, details?: {}}";
const std::string identities_shape = "{[k]: " + identity_shape + "}";
const std::string token_secret_shape =
    R"({tenantId: string<0..21>, id: string<1..21>, userId: string<1..21>, type: )"
    R"("federated_token_set", metadata: {scope?: string, expiresAt?: number, tokenType?: )"
    R"(string, hasRefreshToken: boolean}, createdAt: number, updatedAt: number, )";
const std::string social_secret_shape =
    token_secret_shape + "connectorId: string, identityId: string, target: string}";
const std::string sso_secret_shape =
    token_secret_shape + "ssoConnectorId: string, issuer: string, identityId: string}";
const std::string all_identities_shape =
    "{socialIdentities: {identity: " + identity_shape + ", tokenSecret?: " + social_secret_shape +
    ", target: string}[], ssoIdentities: {ssoIdentity: " + sso_identity_shape +
    ", tokenSecret?: " + sso_secret_shape + ", ssoConnectorId: string}[]}";
const std::string config_shape =
    "{mfa: {enabled?: boolean, skipped: boolean, skipMfaOnSignIn: boolean}, passkeySignIn: "
    "{skipped: boolean}}";
const std::string config_change_shape =
    "{mfa?: {enabled?: boolean, skipped?: boolean, additionalBindingSuggestionSkipped?: boolean, "
    "skipMfaOnSignIn?: boolean}, passkeySignIn?: {skipped?: boolean}}";

RequestError no_such_identity() {
  return RequestError{.code = "user.identity_not_exist", .status = 404};
}

json::object identities_of(const storage::ListedUser& user) {
  return json::parse(user.user.identities).as_object();
}

// The identity as Logto keeps it: nothing but these two members.
json::object to_identity(const json::object& body) {
  json::object identity{{"userId", body.at("userId")}};
  if (const auto* details = find_object(body, "details")) identity["details"] = *details;
  return identity;
}

bool flag_of(const json::object& config, std::string_view part, std::string_view name) {
  const auto* object = find_object(config, part);
  return object != nullptr && find_bool(*object, name).value_or(false);
}

json::object to_shown_config(const json::object& config) {
  json::object mfa;
  if (const auto* stored = find_object(config, "mfa")) {
    if (const auto enabled = find_bool(*stored, "enabled")) mfa["enabled"] = *enabled;
  }
  mfa["skipped"] = flag_of(config, "mfa", "skipped");
  mfa["skipMfaOnSignIn"] = flag_of(config, "mfa", "skipMfaOnSignIn");
  return {
      {"mfa", std::move(mfa)},
      {"passkeySignIn", {{"skipped", flag_of(config, "passkeySignIn", "skipped")}}},
  };
}

// The named flags of the body and no others.
void merge_config(json::object& config, const json::object& body) {
  const struct {
    std::string_view part;
    std::vector<std::string_view> flags;
  } parts[] = {
      {"mfa", {"enabled", "skipped", "additionalBindingSuggestionSkipped", "skipMfaOnSignIn"}},
      {"passkeySignIn", {"skipped"}},
  };
  for (const auto& [part, flags] : parts) {
    const auto* changes = find_object(body, part);
    if (changes == nullptr) continue;
    const auto* stored = find_object(config, part);
    json::object merged = stored == nullptr ? json::object() : *stored;
    for (const auto flag : flags) {
      if (const auto value = find_bool(*changes, flag)) merged[flag] = *value;
    }
    config[part] = std::move(merged);
  }
}

class UserIdentities {
 public:
  explicit UserIdentities(const Dependencies& dependencies)
      : dependencies_(dependencies),
        users_(dependencies.database, dependencies.tenant),
        lists_(dependencies.database, dependencies.tenant) {}

  Answer list(Call call) {
    const UserId id(call.path_parameter("userId"));
    const auto found = co_await lists_.find(id);
    if (!found) co_return no_such_user();
    json::array social;
    const auto identities = identities_of(*found);
    for (const auto& identity : identities)
      social.push_back(json::object{{"identity", identity.value()}, {"target", identity.key()}});
    co_return Reply{
        .body = json::object{
            {"socialIdentities", std::move(social)}, {"ssoIdentities", json::array()}}};
  }

  Answer show(Call call) {
    const UserId id(call.path_parameter("userId"));
    const auto found = co_await lists_.find(id);
    if (!found) co_return no_such_user();
    const auto identities = identities_of(*found);
    const auto* identity = identities.if_contains(call.path_parameter("target"));
    if (identity == nullptr) co_return no_such_identity();
    co_return Reply{.body = json::object{{"identity", *identity}}};
  }

  Answer put(Call call) {
    const UserId id(call.path_parameter("userId"));
    const auto target = call.path_parameter("target");
    const auto identity = to_identity(call.body);
    auto found = co_await lists_.find(id);
    if (!found) co_return no_such_user();
    auto identities = identities_of(*found);
    const bool is_new = !identities.contains(target);
    identities[target] = identity;
    const auto before = found->user.identities;
    const auto now = dependencies_.clock.now();
    found->user.identities = json::serialize(identities);
    found->user.updated_at = now;
    storage::Plan plan;
    plan.add(users_.put_identity(id, target, *string_of(identity, "userId")))
        .add(users_.replace(
            id, UserDocument::identities, {.before = before, .after = found->user.identities}, now
        ));
    const auto committed =
        co_await commit_data(dependencies_, call, std::move(plan), to_json(*found));
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
    const auto committed =
        co_await commit_data(dependencies_, call, std::move(plan), to_json(*found));
    if (!committed) co_return api::conflict();
    Reply reply;
    reply.text = to_json_text(*found);
    co_return reply;
  }

  Answer show_config(Call call) {
    const UserId id(call.path_parameter("userId"));
    const auto config = co_await users_.find_logto_config(id);
    if (!config) co_return no_such_user();
    co_return Reply{.body = to_shown_config(json::parse(*config).as_object())};
  }

  Answer update_config(Call call) {
    const UserId id(call.path_parameter("userId"));
    const auto before = co_await users_.find_logto_config(id);
    auto found = co_await lists_.find(id);
    if (!before || !found) co_return no_such_user();
    json::object config = json::parse(*before).as_object();
    merge_config(config, call.body);
    const auto now = dependencies_.clock.now();
    found->user.updated_at = now;
    storage::Plan plan;
    plan.add(users_.replace(
        id, UserDocument::logto_config, {.before = *before, .after = json::serialize(config)}, now
    ));
    const auto committed =
        co_await commit_data(dependencies_, call, std::move(plan), to_json(*found));
    if (!committed) co_return api::conflict();
    co_return Reply{.body = to_shown_config(config)};
  }

 private:
  const Dependencies& dependencies_;
  storage::UserStore users_;
  storage::UserListStore lists_;
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
       .reply = parse_shape(all_identities_shape),
       .refusals = {404},
       .handler = handled_by(noun, &UserIdentities::list)},
      {.method = Method::get,
       .path = "/users/{userId}/identities/{target}",
       .summary = "Show a social identity of a user",
       .query = {"includeTokenSecret"},
       .reply = parse_shape(
           "{identity: " + identity_shape + ", tokenSecret?: " + social_secret_shape + "}"
       ),
       .refusals = {404},
       .handler = handled_by(noun, &UserIdentities::show)},
      {.method = Method::put,
       .path = "/users/{userId}/identities/{target}",
       .summary = "Set a social identity of a user",
       .body = parse_shape(identity_shape),
       .reply = parse_shape(identities_shape),
       .refusals = {404, 422},
       .event = "User.Data.Updated",
       .handler = handled_by(noun, &UserIdentities::put)},
      {.method = Method::delete_,
       .path = "/users/{userId}/identities/{target}",
       .summary = "Delete a social identity of a user",
       .reply = parse_shape(user_shape),
       .refusals = {404},
       .event = "User.Data.Updated",
       .handler = handled_by(noun, &UserIdentities::remove)},
      {.method = Method::get,
       .path = "/users/{userId}/logto-configs",
       .summary = "Show a user's MFA and passkey settings",
       .reply = parse_shape(config_shape),
       .refusals = {404},
       .handler = handled_by(noun, &UserIdentities::show_config)},
      {.method = Method::patch,
       .path = "/users/{userId}/logto-configs",
       .summary = "Update a user's MFA and passkey settings",
       .body = parse_shape(config_change_shape),
       .reply = parse_shape(config_shape),
       .refusals = {404},
       .event = "User.Data.Updated",
       .handler = handled_by(noun, &UserIdentities::update_config)},
  };
}

}  // namespace daemun::management
