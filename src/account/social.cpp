// A visit to a service that proves an account there: /verifications/social. The account is kept in
// the record until it is linked (identities.cpp).
#include "connectors/social/exchange.h"
#include "domain/redirect_uri.h"
#include "experience/kept_tokens.h"
#include "experience/social_connector.h"
#include "experience/social_visit.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <variant>

#include "account/change.h"
#include "account/nouns.h"
#include "account/verification.h"
#include "sso/social_saml.h"

namespace daemun::account {
namespace {

using api::RequestError;
using api::shape_of;
using api::Text;

// Of a record before it is verified.
constexpr std::string_view connector_of_visit = "connectorId";

struct BeginVisit {
  Text<0, 1024> state{};
  Text<0, 2048> redirect_uri{};
  std::optional<Text<0, 1024>> scope{};
  Text<0, 128> connector_id{};
};
BOOST_DESCRIBE_STRUCT(BeginVisit, (), (state, redirect_uri, scope, connector_id))

struct BegunVisit : VerificationId {
  std::string authorization_uri{};
  std::string expires_at{};
};
BOOST_DESCRIBE_STRUCT(BegunVisit, (VerificationId), (authorization_uri, expires_at))

struct FinishVisit : VerificationId {
  json::object connector_data{};
};
BOOST_DESCRIBE_STRUCT(FinishVisit, (VerificationId), (connector_data))

// The service leads back to the account center's page of this connector, or to the application that
// calls.
bool may_return_to(const Dependencies& dependencies, const Call& call, const BeginVisit& visit) {
  const std::string& sent = visit.redirect_uri;
  if (sent == dependencies.endpoint + "/account/callback/social/" + visit.connector_id) return true;
  const auto uri = parse_uri(sent);
  if (!uri || !is_http_scheme(*uri) || !uri->userinfo.empty()) return false;
  const auto& own = call.caller.application->oidc_client_metadata.redirect_uris;
  return std::any_of(own.begin(), own.end(), [&](const std::string& registered) {
    return registered.find('*') == std::string::npos && matches_origin(registered, *uri);
  });
}

class Social {
 public:
  explicit Social(const Dependencies& dependencies)
      : dependencies_(dependencies), records_(verifications_of(dependencies)) {}

  Answer begin(Call call, BeginVisit body) {
    if (body.state.empty() || body.redirect_uri.empty())
      co_return RequestError{.code = "session.insufficient_info"};
    auto social = co_await find_social(body.connector_id);
    if (!social) co_return social.error();
    if (!may_return_to(dependencies_, call, body))
      co_return api::invalid_input("redirectUri must be a page of the application");
    auto config = social->connector.config;
    if (body.scope) config["scope"] = std::string(*body.scope);
    const connectors::SocialStart start{
        .connector_id = body.connector_id,
        .state = body.state,
        .redirect_uri = body.redirect_uri,
        .user_agent = std::string(call.request.header("user-agent").value_or(""))};
    const connectors::Attempt attempt{dependencies_.clock.now(), dependencies_.random};
    auto begun = connectors::begin_social(*social->factory, config, start, attempt);
    if (!begun) co_return experience::to_public_error(begun.error());
    auto record = make_verification(dependencies_, call.caller, verification_kind::social);
    record.data = {{connector_of_visit, std::string(body.connector_id)}};
    record.secret = std::move(begun->session);
    const auto committed = co_await dependencies_.database.commit(records_.insert(record));
    if (!committed) co_return api::conflict();
    BegunVisit shown;
    shown.verification_record_id = record.id;
    shown.authorization_uri = std::move(begun->url);
    shown.expires_at = to_iso_text(record.expires_at);
    co_return reply_of(std::move(shown));
  }

  // The first answer uses the visit up, right or wrong.
  Answer verify(Call call, FinishVisit body) {
    NamedVerification named{.id = body.verification_record_id, .kind = verification_kind::social};
    auto record = co_await require_verification(&dependencies_, &call.caller, std::move(named));
    if (!record) co_return record.error();
    if (record->verified_at || !record->secret)
      co_return RequestError{.code = "verification_record.not_found"};
    const std::string connector(find_string(record->data, connector_of_visit).value_or(""));
    auto social = co_await find_social(connector);
    if (!social) co_return social.error();
    connectors::SocialReturn returned{
        .connector_id = connector,
        .session = *record->secret,
        .data = std::move(body.connector_data)};
    auto proven = co_await prove(&*social, std::move(returned));
    if (!proven) {
      storage::Plan used;
      used.add(records_.remove(call.caller.user.id, record->id));
      const auto committed = co_await dependencies_.database.commit(std::move(used));
      if (!committed) co_return RequestError{.code = "verification_record.not_found"};
      co_return proven.error();
    }
    record->verified_at = dependencies_.clock.now();
    record->data = experience::to_json(proven->identity);
    record->secret = proven->tokens;
    AccountChange change;
    change.plan.add(records_.verify(*record));
    const auto committed = co_await commit(&dependencies_, &call, std::move(change));
    if (!committed) co_return committed.error();
    VerificationId shown;
    shown.verification_record_id = record->id;
    co_return reply_of(std::move(shown));
  }

 private:
  struct Proven {
    experience::SocialIdentity identity{};
    std::optional<Secret> tokens{};  // a TokenSet as a text, where the connector keeps tokens
  };

  // A provider of SAML answers to a dialogue only, as in Logto. Errors: 404 entity.not_found, 422
  // user.sign_in_method_not_enabled, 400 connector.unexpected_type.
  Task<api::Outcome<experience::SocialConnector>> find_social(std::string id) {
    auto social = co_await experience::find_social_connector(&dependencies_, std::move(id));
    if (!social) co_return RequestError{.code = "entity.not_found", .status = 404};
    const auto settings = co_await dependencies_.settings.find_sign_in_experience();
    const auto enabled = experience::check_enabled(*social, *settings);
    if (!enabled) co_return enabled.error();
    if (sso::is_social_saml(*social->factory))
      co_return RequestError{.code = "connector.unexpected_type"};
    co_return social;
  }

  Task<api::Outcome<Proven>> prove(
      const experience::SocialConnector* social, connectors::SocialReturn returned
  ) {
    const connectors::Attempt attempt{dependencies_.clock.now(), dependencies_.random};
    const auto& connector = social->connector;
    auto exchange =
        connectors::resume_social(*social->factory, connector.config, std::move(returned), attempt);
    if (!exchange) co_return experience::to_public_error(exchange.error());
    const auto fetched = co_await experience::run_exchange(&dependencies_, &*exchange);
    if (!fetched) co_return experience::to_public_error(fetched.error());
    const auto& user = std::get<connectors::SocialUser>(exchange->step());
    Proven proven{.identity = experience::to_social_identity(*social, user)};
    const auto& tokens = exchange->tokens();
    if (connector.enable_token_storage && connectors::keeps_tokens(*social->factory) &&
        !tokens.empty()) {
      const auto now = dependencies_.clock.now();
      proven.tokens = to_text(experience::to_token_set(tokens, now));
    }
    co_return proven;
  }

  const Dependencies& dependencies_;
  storage::AccountVerificationStore records_;
};

}  // namespace

Operations nouns::social(const Dependencies& dependencies) {
  const auto noun = std::make_shared<Social>(dependencies);
  using http::Method;
  return {
      {.method = Method::post,
       .path = "/verifications/social",
       .summary = "Begin to prove an account at a social service",
       .status = 201,
       .reply = shape_of<BegunVisit>(),
       .refusals = {404, 422},
       .handler = handled_by(noun, &Social::begin)},
      {.method = Method::post,
       .path = "/verifications/social/verify",
       .summary = "Prove the account with what the service has answered",
       .reply = shape_of<VerificationId>(),
       .refusals = {404, 422},
       .audit_key = "Account.Verification.Social.Submit",
       .handler = handled_by(noun, &Social::verify)},
  };
}

}  // namespace daemun::account
