#include "experience/enterprise_connector.h"

#include "base/text.h"
#include "experience/verifications/enterprise_sso.h"
#include "experience/verifications/one_time_token.h"
#include "experience/verifications/social.h"

#include <algorithm>
#include <utility>

#include "sso/provider.h"
#include "sso/service.h"

namespace daemun::experience {
namespace {

// As Logto: behind the first "@".
std::string domain_of(std::string_view email) {
  const auto at = email.find('@');
  return at == std::string_view::npos ? "" : to_lower_ascii(email.substr(at + 1));
}

RequestError not_found(std::string code) {
  return {.code = std::move(code), .status = 404};
}

json::object to_public(const SsoConnector& connector) {
  const auto* provider = sso::find_provider(connector.provider_name);
  const auto of_branding = [&](std::string_view name) {
    const auto found = find_string(connector.branding, name);
    return std::string(found.value_or(""));
  };
  auto name = of_branding("displayName");
  auto logo = of_branding("logo");
  if (name.empty()) name = provider->title.en;
  if (logo.empty()) logo = sso::logo_of(*provider);
  json::object shown{{"id", connector.id.value()}, {"connectorName", name}, {"logo", logo}};
  if (auto dark = of_branding("darkLogo"); !dark.empty()) shown["darkLogo"] = std::move(dark);
  return shown;
}

Task<std::vector<SsoConnector>> list_available(
    const Dependencies* dependencies, std::shared_ptr<const SignInExperience> settings
) {
  std::vector<SsoConnector> available;
  if (!is_sso_enabled(*settings)) co_return available;
  const auto all = co_await dependencies->settings.list_sso_connectors();
  std::copy_if(all->begin(), all->end(), std::back_inserter(available), sso::is_available);
  co_return available;
}

// The address that another way in than enterprise sign-in is about.
Identifier address_of(const Verification& proof) {
  if (proof.use != Verification::Use::proof || proof.type == enterprise_sso_method.type) return {};
  if (proof.type == social_method.type)
    return {.type = IdentifierType::email, .value = email_of_social_proof(proof)};
  return proof.identifier;
}

}  // namespace

bool is_sso_enabled(const SignInExperience& settings) {
  return find_bool(settings.document, "singleSignOnEnabled").value_or(false);
}

Task<Outcome<SsoConnector>> find_enterprise_connector(
    const Dependencies* dependencies,
    std::shared_ptr<const SignInExperience> settings,
    std::string id
) {
  const auto all = co_await dependencies->settings.list_sso_connectors();
  const auto found = std::find_if(all->begin(), all->end(), [&](const SsoConnector& connector) {
    return connector.id.value() == id;
  });
  if (found == all->end()) co_return not_found("entity.not_found");
  if (!sso::is_available(*found)) co_return not_found("connector.not_found");
  if (!is_sso_enabled(*settings))
    co_return RequestError{.code = "user.sign_in_method_not_enabled", .status = 422};
  co_return *found;
}

Task<Outcome<void>> check_enterprise_account(const Call* call, EnterpriseAccount account) {
  const auto settings = call->dialogue.settings;
  auto id = account.connector_id.value();
  const auto connector =
      co_await find_enterprise_connector(&call->dependencies, settings, std::move(id));
  if (!connector) co_return connector.error();
  if (!account.email.empty() && !connector->has_domain(domain_of(account.email)))
    co_return RequestError{.code = "session.verification_expired"};
  co_return Outcome<void>();
}

Task<std::vector<SsoConnector>> list_connectors_of_address(
    const Dependencies* dependencies,
    std::shared_ptr<const SignInExperience> settings,
    std::string email
) {
  auto connectors = co_await list_available(dependencies, std::move(settings));
  const auto domain = domain_of(email);
  std::erase_if(connectors, [&](const SsoConnector& one) { return !one.has_domain(domain); });
  co_return connectors;
}

Task<Outcome<void>> require_no_company(const Call* call, Identifier identifier) {
  if (identifier.type != IdentifierType::email || identifier.value.empty())
    co_return Outcome<void>();
  const auto settings = call->dialogue.settings;
  const auto connectors = co_await list_connectors_of_address(
      &call->dependencies, settings, std::move(identifier.value)
  );
  if (connectors.empty()) co_return Outcome<void>();
  // Unlike Logto, which sends the configurations along.
  json::array shown;
  for (const auto& connector : connectors)
    shown.push_back(json::object{{"id", connector.id.value()}});
  RequestError error{.code = "session.sso_enabled", .status = 422};
  error.data = json::object{{"ssoConnectors", std::move(shown)}};
  co_return error;
}

Task<Outcome<void>> require_no_company(const Call* call, const Verification* proof) {
  const auto event = call->dialogue.state.event;
  const bool is_spared =
      proof == nullptr || !event || *event == InteractionEvent::forgot_password ||
      (*event == InteractionEvent::sign_in && proof->type == one_time_token_method.type);
  if (is_spared) co_return Outcome<void>();
  auto address = address_of(*proof);
  co_return co_await require_no_company(call, std::move(address));
}

Task<json::array> list_public_enterprise_connectors(
    const Dependencies* dependencies, std::shared_ptr<const SignInExperience> settings
) {
  const auto available = co_await list_available(dependencies, std::move(settings));
  json::array shown;
  for (const auto& connector : available)
    shown.push_back(to_public(connector));
  co_return shown;
}

}  // namespace daemun::experience
