// A person's accounts at other services, and the tokens with which apps act there:
// /my-account/identities and /my-account/sso-identities.
#include "domain/sso_connector.h"
#include "storage/user_store.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "account/change.h"
#include "account/nouns.h"
#include "account/service_tokens.h"

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
    const auto now = dependencies_.clock.now();
    change.after.updated_at = now;
    const storage::UserDocumentChange written{
        .before = user.identities, .after = change.after.identities};
    // Of two calls at once that each remove one of the last two ways in, one decides anew.
    storage::UserChanges nothing_new;
    nothing_new.profile = user.profile;
    change.plan.add(users_.update_at_sign_in(user, nothing_new, now))
        .add(users_.remove_identity(user.id, target))
        .add(users_.replace(user.id, storage::UserDocument::identities, written, now));
    const auto committed = co_await commit(&dependencies_, &call, std::move(change));
    if (!committed) co_return committed.error();
    co_return Reply{};
  }

 private:
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
  return {
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
