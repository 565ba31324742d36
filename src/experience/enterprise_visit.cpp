#include "experience/enterprise_visit.h"

#include "base/encoding.h"
#include "base/text.h"
#include "base/uri.h"
#include "connectors/social/exchange.h"
#include "experience/kept_tokens.h"
#include "experience/saml_visit.h"
#include "experience/social_connector.h"

#include <optional>
#include <utility>
#include <variant>

#include "sso/config.h"
#include "sso/service.h"

namespace daemun::experience {
namespace {

// The member of a session that is a visit by OpenID Connect.
constexpr std::string_view oidc_session = "oidc";

constexpr JsonLimits claims_limits{.max_bytes = 64 * 1024, .max_depth = 32};

Result<BegunVisit, VisitFailure> begin_by_oidc(
    const Call& call,
    const SsoConnector& connector,
    const sso::OidcService& service,
    VisitStart start
) {
  const connectors::SocialStart visit{
      .connector_id = connector.id.value(),
      .state = std::move(start.state),
      .redirect_uri = std::move(start.redirect_uri),
      .user_agent = std::string(call.request.header("user-agent").value_or(""))};
  const connectors::Attempt attempt{call.dependencies.clock.now(), call.dependencies.random};
  auto begun = connectors::begin_social(service.factory, service.config, visit, attempt);
  if (!begun) return to_visit_failure(begun.error());
  return BegunVisit{
      .url = std::move(begun->url), .session = {{oidc_session, begun->session.reveal()}}};
}

// RFC 8176, of an ID token whose signature has been verified.
bool says_mfa(const Secret& id_token) {
  const std::string_view text = id_token.reveal();
  const auto first = text.find('.');
  const auto second = text.find('.', first + 1);
  if (first == std::string_view::npos || second == std::string_view::npos) return false;
  const auto payload = parse_base64url(text.substr(first + 1, second - first - 1));
  if (!payload) return false;
  const auto claims = parse_json_object(*payload, claims_limits);
  return claims && contains(find_strings(*claims, "amr"), "mfa");
}

// RP-Initiated Logout 1.0 2: without an ID token as hint, which would have to be kept; the provider
// may ask the person then. Empty where the connector does not want it or the provider has no page.
std::string logout_url_of(const sso::OidcService& service) {
  const auto& page = service.metadata.end_session_endpoint;
  if (page.empty() || !find_bool(service.config, "signOutAtProvider").value_or(false)) return "";
  const auto client = find_string(service.config, "clientId").value_or("");
  return with_query_parameter(page, "client_id", client);
}

// Google signs in accounts that people have made on their own, with any address that they could
// read once, beside those of organizations, which alone have a domain of their own in "hd".
bool is_of_other_domain(
    const SsoConnector& connector, const std::string& issuer, const json::object& claims
) {
  if (issuer != "https://accounts.google.com") return false;
  const auto domain = find_string(claims, "hd");
  return !domain || !connector.has_domain(to_lower_ascii(*domain));
}

// The word of a provider for any organization says nothing of this one's addresses.
void distrust_strangers(
    const SsoConnector& connector, const json::object& claims, EnterpriseAccount& account
) {
  const auto* provider = sso::find_provider(connector.provider_name);
  account.may_be_stranger = provider == nullptr ||
                            sso::is_for_many_tenants(*provider, connector.config) ||
                            is_of_other_domain(connector, account.issuer, claims);
  if (account.may_be_stranger) account.is_email_proven = false;
}

Task<Result<FinishedVisit, VisitFailure>> finish_by_oidc(
    const Call* call, SsoConnector connector, VisitReturn returned
) {
  const Dependencies& dependencies = call->dependencies;
  const auto loaded =
      co_await sso::load_service(&dependencies.sso_documents, connector, sso::Freshness::kept);
  if (!loaded) co_return to_visit_failure(loaded.error());
  const auto* service = std::get_if<sso::OidcService>(&*loaded);
  if (service == nullptr) co_return no_session();
  const connectors::Attempt attempt{dependencies.clock.now(), dependencies.random};
  connectors::SocialReturn back{
      .connector_id = connector.id.value(),
      .session = Secret(std::string(*find_string(returned.session, oidc_session))),
      .data = std::move(returned.data)};
  auto exchange =
      connectors::resume_social(service->factory, service->config, std::move(back), attempt);
  if (!exchange) co_return to_visit_failure(exchange.error());
  const auto fetched = co_await run_exchange(&dependencies, &*exchange);
  if (!fetched) co_return to_visit_failure(fetched.error());
  const auto& user = std::get<connectors::SocialUser>(exchange->step());
  FinishedVisit finished{
      .account = to_account(connector, sso::issuer_of(connector, *loaded), user)};
  finished.account.has_mfa = says_mfa(exchange->tokens().id_token);
  finished.account.sid = find_string(user.raw, "sid").value_or("");
  finished.account.logout_url = logout_url_of(*service);
  if (connector.enable_token_storage)
    finished.account.tokens =
        seal_tokens(*call, token_owner_of(finished.account), exchange->tokens());
  distrust_strangers(connector, user.raw, finished.account);
  co_return finished;
}

}  // namespace

Task<Result<BegunVisit, VisitFailure>> begin_visit(
    const Call* call, SsoConnector connector, VisitStart start
) {
  auto known = co_await continue_idp_session(call, connector, start);
  if (known) co_return *std::move(known);
  const auto service = co_await sso::load_service(
      &call->dependencies.sso_documents, connector, sso::Freshness::kept
  );
  if (!service) co_return to_visit_failure(service.error());
  if (const auto* by_oidc = std::get_if<sso::OidcService>(&*service))
    co_return begin_by_oidc(*call, connector, *by_oidc, std::move(start));
  auto begun = co_await begin_by_saml(
      call, std::move(connector), std::get<sso::SamlService>(*service), std::move(start)
  );
  if (!begun) co_return VisitFailure{.error = begun.error(), .reason = begun.error().code};
  co_return *std::move(begun);
}

Task<Result<FinishedVisit, VisitFailure>> finish_visit(
    const Call* call, SsoConnector connector, VisitReturn returned
) {
  if (find_string(returned.session, oidc_session))
    co_return co_await finish_by_oidc(call, std::move(connector), std::move(returned));
  co_return co_await finish_by_saml(call, std::move(connector), std::move(returned));
}

}  // namespace daemun::experience
