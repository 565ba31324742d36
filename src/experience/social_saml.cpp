#include "experience/social_saml.h"

#include "experience/dialogue.h"
#include "experience/saml_answer.h"
#include "experience/saml_consumer.h"

#include <utility>

#include "sso/saml_account.h"
#include "sso/social_saml.h"

namespace daemun::experience {
namespace {

constexpr std::string_view audit_key = "Interaction.SignIn.Verification.Social.Submit";

Result<sso::SamlParty, connectors::ConnectorError> make_party(
    const Dependencies& dependencies, const SocialConnector& social
) {
  return sso::make_social_party(
      {.factory = *social.factory,
       .config = social.connector.config,
       .connector = social.connector.id,
       .endpoint = dependencies.endpoint}
  );
}

std::optional<std::string> optional_of(const json::object& account, std::string_view name) {
  const auto text = find_string(account, name);
  if (!text) return std::nullopt;
  return std::string(*text);
}

json::object to_json(connectors::SocialUser user) {
  json::object account{{"id", user.id}, {"raw", std::move(user.raw)}};
  if (user.email) account["email"] = *user.email;
  if (user.phone) account["phone"] = *user.phone;
  if (user.name) account["name"] = *user.name;
  if (user.avatar) account["avatar"] = *user.avatar;
  return account;
}

connectors::SocialUser parse_user(const json::object& account) {
  return {
      .id = optional_of(account, "id").value(),
      .email = optional_of(account, "email"),
      .phone = optional_of(account, "phone"),
      .name = optional_of(account, "name"),
      .avatar = optional_of(account, "avatar"),
      .raw = account.at("raw").as_object()};
}

Result<SamlAnswerRead, std::string> read_response(
    const Dependencies& dependencies, const SocialConnector& social, const SamlResponse& response
) {
  const auto party = make_party(dependencies, social);
  if (!party) return std::string(connectors::to_string(party.error().code));
  const auto verified = verify_saml_response(*party, response, dependencies.clock.now());
  if (!verified) return verified.error();
  auto user = sso::to_social_user(social.connector.config, *verified);
  if (!user) return std::string(connectors::to_string(user.error().code));
  return SamlAnswerRead{
      .account = to_json(*std::move(user)), .assertion = to_seen(*party, *verified)};
}

// The connector, if it takes responses.
Task<Outcome<SocialConnector>> find_connector(const Dependencies* dependencies, std::string id) {
  auto social = co_await find_social_connector(dependencies, std::move(id));
  if (!social) co_return social.error();
  if (!sso::is_social_saml(*social->factory))
    co_return RequestError{.code = "connector.not_implemented", .status = 501};
  const auto settings = co_await dependencies->settings.find_sign_in_experience();
  const auto enabled = check_enabled(*social, *settings);
  if (!enabled) co_return enabled.error();
  co_return social;
}

}  // namespace

Outcome<BegunSamlVisit> begin_social_saml(
    const Dependencies& dependencies, const SocialConnector& social, VisitStart start
) {
  auto party = make_party(dependencies, social);
  if (!party) return to_public_error(party.error());
  return begin_saml_visit(
      dependencies, {.connector = social.connector.id, .party = *std::move(party)}, std::move(start)
  );
}

Task<Result<FinishedSocialVisit, VisitFailure>> finish_social_saml(
    const Dependencies* dependencies, SocialSamlReturn returned
) {
  SamlReturn back{
      .connector = std::move(returned.connector),
      .visit = std::move(returned.visit),
      .data = std::move(returned.data)};
  auto finished = co_await finish_saml_visit(dependencies, std::move(back));
  if (!finished) co_return finished.error();
  co_return FinishedSocialVisit{
      .user = parse_user(finished->account), .plan = std::move(finished->plan)};
}

Task<http::Response> take_social_response(const Dependencies* dependencies, http::Request request) {
  const auto social =
      co_await find_connector(dependencies, std::string(request.path_parameter("connectorId")));
  if (!social) co_return to_response(social.error(), request);
  auto sent = parse_saml_response(request);
  if (!sent || sent->relay_state.empty())
    co_return to_response({.code = "connector.invalid_response"}, request);
  auto visit =
      co_await find_waiting_visit(dependencies, social->connector.id, std::move(sent->relay_state));
  if (!visit) co_return to_response({.code = "session.not_found"}, request);
  const SamlResponse response{.text = std::move(sent->text), .request_id = visit->request_id};
  auto read = read_response(*dependencies, *social, response);
  VisitAnswer answer{.visit = *std::move(visit), .read = std::move(read), .audit_key = audit_key};
  co_return co_await answer_visit(dependencies, std::move(request), std::move(answer));
}

}  // namespace daemun::experience
