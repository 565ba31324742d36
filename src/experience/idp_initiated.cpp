#include "experience/idp_initiated.h"

#include "base/encoding.h"
#include "base/uri.h"
#include "crypto/random.h"
#include "domain/application.h"
#include "domain/cookie_names.h"
#include "domain/redirect_uri.h"
#include "experience/saml_answer.h"
#include "experience/saml_visit.h"
#include "http/cookie.h"
#include "storage/idp_initiated_config_store.h"
#include "storage/log_store.h"
#include "storage/saml_sign_in_store.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace daemun::experience {
namespace {

constexpr std::string_view audit_key = "Interaction.SignIn.Verification.IdpInitiatedSso.Create";

// A page of the application's own: where one of its redirect URIs is.
bool is_page_of(const Application& application, const std::string& text) {
  const auto uri = parse_uri(text);
  if (!uri || !is_http_scheme(*uri) || !uri->userinfo.empty() || uri->has_fragment) return false;
  const auto& registered = application.oidc_client_metadata.redirect_uris;
  return std::any_of(registered.begin(), registered.end(), [&](const std::string& one) {
    return matches_origin(one, *uri);
  });
}

std::optional<std::string> find_redirect_uri(
    const Application& application, const IdpInitiatedConfig& config
) {
  const auto& registered = application.oidc_client_metadata.redirect_uris;
  if (registered.empty()) return std::nullopt;
  const auto& uri = config.redirect_uri ? *config.redirect_uri : registered.front();
  if (!matches_redirect_uri(uri, registered, LoopbackPort::exact)) return std::nullopt;
  return uri;
}

// The application's request as the configuration has it, to this server.
std::string make_request(
    const std::string& endpoint, const IdpInitiatedConfig& config, const std::string& redirect_uri
) {
  std::string scope = "openid profile";
  if (const auto more = find_string(config.auth_parameters, "scope"); more && !more->empty())
    scope += " " + std::string(*more);
  auto url = endpoint + "/oidc/auth";
  const std::pair<std::string_view, std::string> fixed[] = {
      {"client_id", config.default_application_id.value()},
      {"redirect_uri", redirect_uri},
      {"response_type", "code"},
      {"prompt", "login"},
      {"direct_sign_in", "sso:" + config.connector_id.value()},
      {"scope", scope}};
  for (const auto& [name, value] : fixed)
    url = with_query_parameter(std::move(url), name, value);
  for (const auto& member : config.auth_parameters) {
    const auto is_fixed = [&](const auto& one) { return one.first == member.key(); };
    if (std::any_of(std::begin(fixed), std::end(fixed), is_fixed)) continue;
    if (const auto* text = member.value().if_string())
      url = with_query_parameter(std::move(url), member.key(), *text);
  }
  return url;
}

// The application and its addresses may have changed since it was configured.
Task<std::optional<std::string>> find_target(
    const Dependencies* dependencies, SsoConnectorId connector
) {
  const storage::IdpInitiatedConfigStore configs(dependencies->database, dependencies->tenant);
  const auto config = co_await configs.find(std::move(connector));
  if (!config) co_return std::nullopt;
  const auto application =
      co_await dependencies->settings.find_application(config->default_application_id);
  if (!application || application->is_third_party) co_return std::nullopt;
  if (!config->auto_send_authorization_request) {
    const auto& page = config->client_callback_uri;
    if (!page || !is_page_of(*application, *page)) co_return std::nullopt;
    co_return with_query_parameter(*page, "ssoConnectorId", config->connector_id.value());
  }
  const auto uri = find_redirect_uri(*application, *config);
  if (!uri) co_return std::nullopt;
  co_return make_request(dependencies->endpoint, *config, *uri);
}

struct Begun {
  std::string secret{};
  TimePoint expires_at{};
};

// The session, or why there is none.
Task<Result<Begun, std::string>> begin_session(
    const Dependencies* dependencies, UnaskedResponse unasked, AuditEvent event
) {
  SamlResponse response{.text = std::move(unasked.text)};
  const auto read =
      co_await read_saml_response(dependencies, unasked.connector, std::move(response));
  if (!read) co_return read.error();
  const auto latest = dependencies->clock.now() + idp_session_lifetime;
  Begun begun{
      .secret = crypto::random_token(dependencies->random),
      .expires_at = std::min<TimePoint>(latest, read->assertion.expires_at)};
  const storage::SamlSignInStore store(dependencies->database, dependencies->tenant);
  storage::Plan plan;
  plan.add(store.remember(read->assertion))
      .add(store.insert_session(
          {.id = storage::hash_saml_secret(begun.secret),
           .connector_id = unasked.connector.id,
           .account = json::serialize(read->account),
           .expires_at = begun.expires_at}
      ))
      .add(storage::LogStore(dependencies->database, dependencies->tenant).insert(event));
  const auto committed = co_await dependencies->database.commit(std::move(plan));
  if (!committed) co_return std::string("replayed");
  co_return begun;
}

std::string to_cookie(const Dependencies& dependencies, const Begun& begun) {
  const bool is_https = dependencies.endpoint.starts_with("https:");
  return http::to_set_cookie(http::Cookie{
      .name = cookie_name(idp_session_cookie_name, dependencies.tenant, dependencies.endpoint),
      .value = begun.secret,
      .expires = begun.expires_at,
      .secure = is_https ? http::SecureCookie::yes : http::SecureCookie::no,
  });
}

}  // namespace

Task<http::Response> begin_by_provider(
    const Dependencies* dependencies, http::Request request, UnaskedResponse unasked
) {
  // Before any XML is read.
  const auto target = co_await find_target(dependencies, unasked.connector.id);
  if (!target) co_return to_response(no_waiting_visit(), request);
  auto event = make_response_event(*dependencies, request, audit_key);
  event.details["connectorId"] = unasked.connector.id.value();
  const auto begun = co_await begin_session(dependencies, std::move(unasked), event);
  if (!begun) {
    event.is_success = false;
    event.error = "connector.authorization_failed";
    event.details["reason"] = begun.error();
    dependencies->journal.write(event);
    RequestError refused{.code = "connector.authorization_failed", .status = 401};
    co_return to_response(refused, request);
  }
  auto answer = http::redirect_response(302, *target);
  answer.add("Set-Cookie", to_cookie(*dependencies, *begun));
  answer.set("Cache-Control", "no-store");
  co_return answer;
}

}  // namespace daemun::experience
