#include "account/service_tokens.h"

#include "base/log.h"
#include "base/unavailable.h"
#include "connectors/social/tokens.h"
#include "storage/token_secret_store.h"

#include <memory>
#include <optional>
#include <utility>

#include "messages/refusal.h"
#include "sso/service.h"

namespace daemun::account {
namespace {

using api::Outcome;
using api::RequestError;
using connectors::ConnectorError;
using connectors::ConnectorErrorCode;
using connectors::ConnectorFactory;
using storage::StoredTokens;

// Longer than a request to a service takes: net::Request::timeout.
constexpr Seconds lease_time{30};
constexpr Milliseconds pause{100};
constexpr int max_attempts = 100;

// What refreshes the tokens.
struct Service {
  std::shared_ptr<const ConnectorFactory> factory{};
  json::object config{};
};

storage::TokenSecretStore secrets_of(const Dependencies& dependencies) {
  return {dependencies.database, dependencies.vault, dependencies.random, dependencies.tenant};
}

Task<std::optional<StoredTokens>> find(
    const Dependencies* dependencies, UserId user, ServiceAddress address
) {
  const auto secrets = secrets_of(*dependencies);
  if (auto* target = std::get_if<std::string>(&address))
    co_return co_await secrets.find_social(std::move(user), std::move(*target));
  co_return co_await secrets.find_sso(
      std::move(user), std::get<SsoConnectorId>(std::move(address))
  );
}

// The app learns what kind of refusal it is; a configuration and the words of a service are for
// administrators.
RequestError to_public_error(const ConnectorError& error) {
  auto shown = messages::to_request_error(error);
  log_warning(
      "service_tokens.refused",
      {{"error", shown.code}, {"details", std::string(connectors::description_of(error))}}
  );
  shown.data = nullptr;
  shown.details.clear();
  if (error.code == ConnectorErrorCode::general)
    shown.data = json::object{{"message", "the service gave no new tokens"}};
  return shown;
}

RequestError no_connector() {
  return {.code = "session.invalid_connector_id", .status = 422};
}

RequestError keeps_none() {
  return {.code = "connector.token_storage_not_supported", .status = 422};
}

Task<Outcome<Service>> find_service(const Dependencies* dependencies, SocialTokenSource source) {
  const auto all = co_await dependencies->settings.list_connectors();
  for (const auto& connector : *all) {
    if (connector.id != source.connector_id) continue;
    const auto* factory =
        messages::find_factory(dependencies->messenger.equipment(), connector.factory_id);
    if (factory == nullptr) break;
    if (!connector.enable_token_storage || !connectors::keeps_tokens(*factory))
      co_return keeps_none();
    // Factories live as long as the process.
    std::shared_ptr<const ConnectorFactory> borrowed(std::shared_ptr<const void>(), factory);
    co_return Service{.factory = std::move(borrowed), .config = connector.config};
  }
  co_return no_connector();
}

Task<Outcome<Service>> find_service(const Dependencies* dependencies, SsoTokenSource source) {
  const auto all = co_await dependencies->settings.list_sso_connectors();
  for (const auto& connector : *all) {
    if (connector.id != source.connector_id) continue;
    if (!connector.enable_token_storage) co_return keeps_none();
    auto* documents = &dependencies->sso_documents;
    auto loaded = co_await sso::load_service(documents, connector, sso::Freshness::kept);
    if (!loaded) co_return to_public_error(loaded.error());
    auto* oidc = std::get_if<sso::OidcService>(&*loaded);
    if (oidc == nullptr) co_return keeps_none();
    auto factory = std::make_shared<const ConnectorFactory>(std::move(oidc->factory));
    co_return Service{.factory = std::move(factory), .config = std::move(oidc->config)};
  }
  co_return no_connector();
}

Task<Outcome<Service>> find_service(const Dependencies* dependencies, TokenSource source) {
  if (auto* social = std::get_if<SocialTokenSource>(&source))
    return find_service(dependencies, std::move(*social));
  return find_service(dependencies, std::get<SsoTokenSource>(std::move(source)));
}

connectors::SocialTokens to_social_tokens(const TokenSet& tokens) {
  return {
      .access_token = tokens.access_token,
      .refresh_token = tokens.refresh_token,
      .id_token = tokens.id_token,
      .scope = tokens.scope,
      .token_type = tokens.token_type};
}

TokenSet to_token_set(connectors::SocialTokens given, TimePoint now) {
  TokenSet tokens{
      .access_token = std::move(given.access_token),
      .refresh_token = std::move(given.refresh_token),
      .id_token = std::move(given.id_token),
      .scope = std::move(given.scope),
      .token_type = std::move(given.token_type)};
  if (given.expires_in) tokens.expires_at = now + *given.expires_in;
  return tokens;
}

// One round trip.
Task<Result<TokenSet, ConnectorError>> ask(
    const Dependencies* dependencies, net::Request request, Service service, TokenSet before
) {
  const auto answer = co_await dependencies->http.send(std::move(request));
  if (!answer) co_return connectors::to_connector_error(answer.error());
  auto given = connectors::read_refresh_response(
      *service.factory, service.config, *answer, to_social_tokens(before)
  );
  if (!given) co_return given.error();
  co_return to_token_set(*std::move(given), dependencies->clock.now());
}

Task<bool> commit(const Dependencies* dependencies, storage::Statement statement) {
  storage::Plan plan;
  plan.add(std::move(statement));
  const auto committed = co_await dependencies->database.commit(std::move(plan));
  co_return committed.has_value();
}

// Nothing: another call refreshes the tokens, or has.
Task<std::optional<Outcome<TokenSet>>> refresh(
    const Dependencies* dependencies, StoredTokens stored
) {
  const auto service = co_await find_service(dependencies, stored.secret.source);
  if (!service) co_return Outcome<TokenSet>(service.error());
  const auto now = dependencies->clock.now();
  auto request = connectors::make_refresh_request(
      *service->factory, service->config, stored.tokens.refresh_token, {now, dependencies->random}
  );
  if (!request) co_return Outcome<TokenSet>(to_public_error(request.error()));
  const auto secrets = secrets_of(*dependencies);
  const auto until = now + lease_time;
  const bool may_ask = co_await commit(dependencies, secrets.lease(stored, now, until));
  if (!may_ask) co_return std::nullopt;
  auto given = co_await ask(dependencies, *std::move(request), *service, stored.tokens);
  if (!given) {
    co_await commit(dependencies, secrets.release(stored, until));
    auto error = given.error();
    const bool is_company = std::holds_alternative<SsoTokenSource>(stored.secret.source);
    if (is_company && error.code == ConnectorErrorCode::general)
      error.code = ConnectorErrorCode::authorization_failed;
    co_return Outcome<TokenSet>(to_public_error(error));
  }
  const auto end = dependencies->clock.now();
  const bool is_kept = co_await commit(dependencies, secrets.refresh(stored, *given, end));
  if (!is_kept) co_return std::nullopt;
  co_return Outcome<TokenSet>(*std::move(given));
}

}  // namespace

Task<Outcome<TokenSet>> load_service_tokens(
    const Dependencies* dependencies, UserId user, ServiceAddress address
) {
  for (int attempt = 0; attempt < max_attempts; ++attempt) {
    auto stored = co_await find(dependencies, user, address);
    if (!stored)
      co_return RequestError{
          .code = "secrets.third_party_token_set.token_not_found", .status = 404};
    const auto now = dependencies->clock.now();
    if (!stored->secret.is_over(now)) co_return std::move(stored->tokens);
    if (stored->secret.has_refresh_token) {
      const bool is_leased = stored->leased_until && *stored->leased_until > now;
      if (!is_leased) {
        auto refreshed = co_await refresh(dependencies, *std::move(stored));
        if (refreshed) co_return *std::move(refreshed);
      }
      co_await dependencies->pause(pause);
      continue;
    }
    const auto secrets = secrets_of(*dependencies);
    const bool is_removed = co_await commit(dependencies, secrets.remove(*stored));
    if (is_removed)
      co_return RequestError{
          .code = "secrets.third_party_token_set.access_token_expired", .status = 401};
  }
  throw Unavailable("another call refreshes the tokens of the service");
}

}  // namespace daemun::account
