// A person's accounts at other services, and the tokens with which apps act there:
// /my-account/identities and /my-account/sso-identities.
#include "crypto/random.h"
#include "domain/sso_connector.h"
#include "experience/social_connector.h"
#include "experience/social_identity.h"
#include "storage/token_secret_store.h"
#include "storage/user_identity_lookup.h"
#include "storage/user_store.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "account/change.h"
#include "account/nouns.h"
#include "account/service_tokens.h"
#include "account/verification.h"

namespace daemun::account {

// RFC 6749 5.1.
struct ServiceTokenView {
  std::string access_token{};
  std::optional<std::string> scope{};
  std::optional<std::string> token_type{};
  std::optional<api::Number<>> expires_in{};
};
BOOST_DESCRIBE_STRUCT(ServiceTokenView, (), (access_token, scope, token_type, expires_in))

}  // namespace daemun::account

namespace daemun::api {

template <>
inline constexpr std::string_view renamed<&account::ServiceTokenView::access_token> =
    "access_token";
template <>
inline constexpr std::string_view renamed<&account::ServiceTokenView::token_type> = "token_type";
template <>
inline constexpr std::string_view renamed<&account::ServiceTokenView::expires_in> = "expires_in";

}  // namespace daemun::api

namespace daemun::account {
namespace {

using api::RequestError;
using api::shape_of;
using enum Check::MissingScope;

struct NewIdentity {
  std::string new_identifier_verification_record_id{};
};
BOOST_DESCRIBE_STRUCT(NewIdentity, (), (new_identifier_verification_record_id))

struct NewTokens {
  api::Text<1> verification_record_id{};
};
BOOST_DESCRIBE_STRUCT(NewTokens, (), (verification_record_id))

RequestError already_in_use(int status) {
  return {.code = "user.identity_already_in_use", .status = status};
}

ServiceTokenView to_view(const TokenSet& tokens, TimePoint now) {
  ServiceTokenView view{.access_token = tokens.access_token.reveal()};
  if (!tokens.scope.empty()) view.scope = tokens.scope;
  if (!tokens.token_type.empty()) view.token_type = tokens.token_type;
  if (tokens.expires_at) {
    view.expires_in = std::chrono::duration_cast<Seconds>(*tokens.expires_at - now).count();
  }
  return view;
}

class Identities {
 public:
  explicit Identities(const Dependencies& dependencies)
      : dependencies_(dependencies), users_(dependencies.database, dependencies.tenant) {}

  Answer show_token(Call call) { return show(call.caller.user.id, call.path_parameter("target")); }

  Answer show_enterprise_token(Call call) {
    return show(call.caller.user.id, SsoConnectorId(call.path_parameter("connectorId")));
  }

  Answer add(Call call, NewIdentity body) { return link(std::move(call), std::move(body), false); }

  // In the place of the account that the person had at the same service.
  Answer replace(Call call, NewIdentity body) {
    return link(std::move(call), std::move(body), true);
  }

  // What a new visit to the service has brought, for an identity that the account has.
  Answer replace_tokens(Call call, NewTokens body) {
    auto proven = co_await load_proven(&call, body.verification_record_id);
    if (!proven) co_return proven.error();
    const auto refused = [](std::string_view code) {
      return RequestError{.code = std::string(code), .status = 422};
    };
    const auto target = call.path_parameter("target");
    const auto& user = call.caller.user;
    if (proven->identity.target != target)
      co_return refused("verification_record.social_verification.invalid_target");
    if (experience::find_identity(user.identities, target) != proven->identity.id)
      co_return refused("user.identity_not_exists_in_current_user");
    if (!proven->tokens)
      co_return refused("verification_record.social_verification.token_response_not_found");
    AccountChange change{.plan = plan_use(call, *proven), .details = {{"target", target}}};
    const auto committed = co_await commit(&dependencies_, &call, std::move(change));
    if (!committed) co_return committed.error();
    co_return reply_of(to_view(*proven->tokens, dependencies_.clock.now()));
  }

  // With the tokens that are kept for it.
  Answer remove(Call call) {
    const auto target = call.path_parameter("target");
    const auto& user = call.caller.user;
    auto identities = json::parse(user.identities).as_object();
    if (!identities.contains(target))
      co_return RequestError{.code = "user.identity_not_exist", .status = 404};
    identities.erase(target);
    AccountChange change{.after = user, .details = {{"target", target}}};
    change.after.identities = json::serialize(identities);
    const auto kept = co_await require_sign_in_method(&dependencies_, &call, change.after);
    if (!kept) co_return kept.error();
    change.after.updated_at = dependencies_.clock.now();
    change.plan.add(plan_update(dependencies_, call, change.after))
        .add(users_.remove_identity(user.id, target));
    const auto committed = co_await commit(&dependencies_, &call, std::move(change));
    if (!committed) co_return committed.error();
    co_return Reply{};
  }

 private:
  struct Proven {
    std::string record{};
    experience::SocialIdentity identity{};
    std::optional<TokenSet> tokens{};
  };

  // Errors: 400 verification_record.not_found; those of experience::check_in_use.
  Task<api::Outcome<Proven>> load_proven(const Call* call, std::string record_id) {
    NamedVerification named{.id = std::move(record_id), .kind = verification_kind::social};
    auto record = co_await require_verified(&dependencies_, &call->caller, std::move(named), "");
    if (!record) co_return record.error();
    Proven proven{
        .record = record->id, .identity = experience::parse_social_identity(record->data)};
    if (record->secret) proven.tokens = parse_token_set(*record->secret);
    auto settings = co_await dependencies_.settings.find_sign_in_experience();
    const auto in_use = co_await experience::check_in_use(
        &dependencies_, std::move(settings), proven.identity.connector_id
    );
    if (!in_use) co_return in_use.error();
    co_return proven;
  }

  // The record counts once. The tokens go behind what makes the identity the user's.
  storage::Plan plan_use(const Call& call, const Proven& proven) {
    const auto& user = call.caller.user.id;
    storage::Plan plan;
    plan.add(verifications_of(dependencies_).remove(user, proven.record));
    if (!proven.tokens) return plan;
    const storage::TokenSecretStore secrets(
        dependencies_.database, dependencies_.vault, dependencies_.random, dependencies_.tenant
    );
    const TokenSecret secret{
        .id = TokenSecretId(crypto::random_id(dependencies_.random, token_secret_id_length)),
        .user_id = user,
        .source =
            SocialTokenSource{
                .connector_id = ConnectorId(proven.identity.connector_id),
                .target = proven.identity.target},
        .identity_id = proven.identity.id,
        .created_at = dependencies_.clock.now()};
    plan.add(secrets.put(secret, *proven.tokens));
    return plan;
  }

  Answer link(Call call, NewIdentity body, bool replaces) {
    auto proven =
        co_await load_proven(&call, std::move(body.new_identifier_verification_record_id));
    if (!proven) co_return proven.error();
    const auto& identity = proven->identity;
    const auto& user = call.caller.user;
    const storage::UserIdentityLookup lookup(dependencies_.database, dependencies_.tenant);
    storage::ForeignIdentity foreign{.target = identity.target, .id = identity.id};
    const auto owner = co_await lookup.find_owner(std::move(foreign));
    if (owner && owner->user.id != user.id) co_return already_in_use(422);
    const auto earlier = experience::find_identity(user.identities, identity.target);
    if (earlier && !replaces) co_return already_in_use(400);
    AccountChange change{.after = user, .details = {{"target", identity.target}}};
    const auto now = dependencies_.clock.now();
    change.after.identities = experience::with_identity(user.identities, identity);
    change.after.updated_at = now;
    const storage::UserDocumentChange written{
        .before = user.identities, .after = change.after.identities};
    if (earlier && *earlier != identity.id) {
      const storage::TokenSecretStore secrets(
          dependencies_.database, dependencies_.vault, dependencies_.random, dependencies_.tenant
      );
      change.plan.add(secrets.remove_social(user.id, identity.target));
    }
    change.plan.add(users_.put_identity(user.id, identity.target, identity.id))
        .add(users_.replace(user.id, storage::UserDocument::identities, written, now))
        .add(plan_use(call, *proven));
    const auto committed = co_await commit(&dependencies_, &call, std::move(change));
    if (!committed) co_return committed.error();
    co_return Reply{};
  }

  Answer show(UserId user, ServiceAddress address) {
    const auto tokens =
        co_await load_service_tokens(&dependencies_, std::move(user), std::move(address));
    if (!tokens) co_return tokens.error();
    co_return reply_of(to_view(*tokens, dependencies_.clock.now()));
  }

  const Dependencies& dependencies_;
  storage::UserStore users_;
};

}  // namespace

Operations nouns::identities(const Dependencies& dependencies) {
  const auto noun = std::make_shared<Identities>(dependencies);
  using http::Method;
  const Checks linking{
      editable("social"), scope("identities", unauthorized), first_party, step_up_if_possible};
  return {
      {.method = Method::post,
       .path = "/my-account/identities",
       .summary = "Link a social identity to the account",
       .status = 204,
       .checks = linking,
       .refusals = {422},
       .audit_key = "Account.Identity.Add",
       .handler = handled_by(noun, &Identities::add)},
      {.method = Method::put,
       .path = "/my-account/identities",
       .summary = "Link a social identity in the place of the one of the same service",
       .status = 204,
       .checks = linking,
       .refusals = {422},
       .audit_key = "Account.Identity.Update",
       .handler = handled_by(noun, &Identities::replace)},
      {.method = Method::put,
       .path = "/my-account/identities/{target}/access-token",
       .summary = "Keep the tokens that a new visit to the service has brought",
       .checks = {scope("identities", forbidden)},
       .reply = shape_of<ServiceTokenView>(),
       .refusals = {422},
       .audit_key = "Account.Identity.Token.Update",
       .handler = handled_by(noun, &Identities::replace_tokens)},
      {.method = Method::get,
       .path = "/my-account/identities/{target}/access-token",
       .summary = "Show the access token of a social identity of the account",
       .checks = {scope("identities", forbidden)},
       .reply = shape_of<ServiceTokenView>(),
       .refusals = {404, 422, 501},
       .handler = handled_by(noun, &Identities::show_token)},
      {.method = Method::get,
       .path = "/my-account/sso-identities/{connectorId}/access-token",
       .summary = "Show the access token of an enterprise identity of the account",
       .checks = {scope("identities", forbidden)},
       .reply = shape_of<ServiceTokenView>(),
       .refusals = {404, 422, 501},
       .handler = handled_by(noun, &Identities::show_enterprise_token)},
      {.method = Method::delete_,
       .path = "/my-account/identities/{target}",
       .summary = "Remove a social identity from the account",
       .status = 204,
       .checks =
           {editable("social"), scope("identities", bad_request), first_party, step_up_if_possible},
       .refusals = {404},
       .audit_key = "Account.Identity.Remove",
       .handler = handled_by(noun, &Identities::remove)},
  };
}

}  // namespace daemun::account
