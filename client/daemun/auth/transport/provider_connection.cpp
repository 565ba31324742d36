#include "daemun/auth/transport/provider_connection.h"

#include "daemun/auth/transport/send.h"

#include <utility>

namespace daemun::auth {

namespace {

RegistrationPointer make_registration(const ProviderSettings& settings, ProviderMetadata metadata) {
  return std::make_shared<const Registration>(Registration{
      .provider = {.id = settings.id, .metadata = std::move(metadata), .quirks = settings.quirks},
      .client = settings.client,
  });
}

}  // namespace

ProviderSettings make_provider_settings(
    const ProviderPreset& preset, const std::string& issuer, Client client, Transport transport
) {
  ProviderSettings settings;
  settings.id = preset.id;
  settings.name = preset.name;
  if (preset.issuer.empty()) {
    settings.metadata = preset.metadata;
  } else {
    settings.discovery = make_discovery_rules(preset, issuer, transport);
  }
  settings.quirks = preset.quirks;
  settings.client = std::move(client);
  return settings;
}

ProviderConnection::ProviderConnection(
    ProviderSettings settings, TaskHttpClient& http, const Clock& clock, crypto::Random& random
)
    : settings_(std::move(settings)),
      http_(http),
      clock_(clock),
      random_(random),
      discoveries_(clock),
      keys_(http, clock, settings_.jwks) {
  if (settings_.discovery.issuer.empty()) {
    registration_ = make_registration(settings_, settings_.metadata);
  }
}

Task<Result<RegistrationPointer, AuthError>> ProviderConnection::registration() {
  auto at_hand = find_registration();
  if (at_hand) co_return *std::move(at_hand);
  auto discovery = discover();
  auto discovered = co_await discoveries_.run("", std::move(discovery));
  co_return discovered;
}

// Everything that is known without asking the provider.
std::optional<Result<RegistrationPointer, AuthError>> ProviderConnection::find_registration(
) const {
  const TimePoint now = clock_.now();
  const std::lock_guard lock(mutex_);
  if (settings_.discovery.issuer.empty()) return registration_;
  if (discovered_at_ && now < *discovered_at_ + settings_.metadata_max_age) return registration_;
  const bool is_cooling_down = attempted_at_ && now < *attempted_at_ + settings_.cool_down;
  if (!is_cooling_down) return std::nullopt;
  // The attempt may still be under way: with a document at hand nobody waits for it.
  if (registration_) return registration_;
  if (discovery_failure_) return *discovery_failure_;
  return std::nullopt;
}

Task<Result<RegistrationPointer, AuthError>> ProviderConnection::discover() {
  // Another caller's attempt may have ended between the caller's look and now.
  auto at_hand = find_registration();
  if (at_hand) co_return *std::move(at_hand);
  begin_discovery();
  auto fetched = co_await fetch_metadata();
  co_return end_discovery(std::move(fetched));
}

Task<Result<ProviderMetadata, AuthError>> ProviderConnection::fetch_metadata() {
  auto request = make_discovery_request(settings_.discovery);
  if (!request) co_return request.error();
  const auto response = co_await auth::send(http_, *std::move(request));
  if (!response) co_return response.error();
  co_return read_discovery_response(*response, settings_.discovery);
}

void ProviderConnection::begin_discovery() {
  const std::lock_guard lock(mutex_);
  attempted_at_ = clock_.now();
  discovery_failure_.reset();
}

Result<RegistrationPointer, AuthError> ProviderConnection::end_discovery(
    Result<ProviderMetadata, AuthError> fetched
) {
  const TimePoint now = clock_.now();
  const std::lock_guard lock(mutex_);
  attempted_at_ = now;
  if (fetched) {
    registration_ = make_registration(settings_, *std::move(fetched));
    discovered_at_ = now;
    return registration_;
  }
  discovery_failure_ = fetched.error();
  if (registration_) return registration_;
  return fetched.error();
}

Task<Result<Response, AuthError>> ProviderConnection::send(Request request) {
  return auth::send(http_, std::move(request));
}

}  // namespace daemun::auth
