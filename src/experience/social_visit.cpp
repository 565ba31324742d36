#include "experience/social_visit.h"

#include "connectors/social/exchange.h"
#include "experience/kept_tokens.h"
#include "experience/social_saml.h"
#include "experience/visit.h"

#include <utility>
#include <variant>

#include "sso/social_saml.h"

namespace daemun::experience {
namespace {

// The service's tokens are kept only where the connector is to keep them.
std::string keep_tokens(
    const Call& call, const SocialConnector& social, const connectors::SocialExchange& account
) {
  if (!social.connector.enable_token_storage || !connectors::keeps_tokens(*social.factory))
    return "";
  const TokenOwner owner{
      .source = SocialTokenSource{.connector_id = social.connector.id, .target = social.target},
      .identity_id = std::get<connectors::SocialUser>(account.step()).id};
  return seal_tokens(call, owner, account.tokens());
}

Task<Result<ProvenAtService, VisitFailure>> finish_by_saml_provider(
    const Call* call, SocialConnector social, connectors::SocialReturn returned
) {
  SocialSamlReturn back{
      .connector = social.connector.id,
      .visit = returned.session.reveal(),
      .data = std::move(returned.data)};
  auto finished = co_await finish_social_saml(&call->dependencies, std::move(back));
  if (!finished) co_return finished.error();
  co_return ProvenAtService{
      .identity = to_social_identity(social, finished->user), .plan = std::move(finished->plan)};
}

}  // namespace

SocialIdentity to_social_identity(
    const SocialConnector& social, const connectors::SocialUser& user
) {
  return {
      .connector_id = social.connector.id.value(),
      .target = social.target,
      .id = user.id,
      .details = json::serialize(to_details(user)),
      .email = user.email.value_or(""),
      .phone = user.phone.value_or("")};
}

Result<BegunSocialVisit, VisitFailure> begin_social_visit(
    const Call& call, const SocialConnector& social, VisitStart visit
) {
  const Dependencies& dependencies = call.dependencies;
  if (sso::is_social_saml(*social.factory)) {
    auto begun = begin_social_saml(dependencies, social, std::move(visit));
    if (!begun) return VisitFailure{.error = begun.error(), .reason = begun.error().code};
    return BegunSocialVisit{
        .url = std::move(begun->url),
        .session = Secret(std::move(begun->visit)),
        .plan = std::move(begun->plan)};
  }
  const connectors::SocialStart start{
      .connector_id = social.connector.id.value(),
      .state = std::move(visit.state),
      .redirect_uri = std::move(visit.redirect_uri),
      .user_agent = std::string(call.request.header("user-agent").value_or(""))};
  const connectors::Attempt attempt{dependencies.clock.now(), dependencies.random};
  auto begun = connectors::begin_social(*social.factory, social.connector.config, start, attempt);
  if (!begun) return to_visit_failure(begun.error());
  return BegunSocialVisit{.url = std::move(begun->url), .session = std::move(begun->session)};
}

Task<Result<ProvenAtService, VisitFailure>> finish_social_visit(
    const Call* call, SocialConnector social, connectors::SocialReturn returned
) {
  if (sso::is_social_saml(*social.factory))
    co_return co_await finish_by_saml_provider(call, std::move(social), std::move(returned));
  const Dependencies& dependencies = call->dependencies;
  const connectors::Attempt attempt{dependencies.clock.now(), dependencies.random};
  auto exchange = connectors::resume_social(
      *social.factory, social.connector.config, std::move(returned), attempt
  );
  if (!exchange) co_return to_visit_failure(exchange.error());
  const auto fetched = co_await run_exchange(&dependencies, &*exchange);
  if (!fetched) co_return to_visit_failure(fetched.error());
  ProvenAtService proven{
      .identity = to_social_identity(social, std::get<connectors::SocialUser>(exchange->step())),
      .tokens = keep_tokens(*call, social, *exchange)};
  co_return proven;
}

}  // namespace daemun::experience
