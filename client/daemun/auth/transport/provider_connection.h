// One provider as the app configured it, with the connection to it: its document and keys, fetched
// when they are needed, once for all who need them, and kept. Whatever is asked of the provider
// goes through here. A provider that does not answer is asked again after a while, not by each
// request.
#ifndef DAEMUN_AUTH_TRANSPORT_PROVIDER_CONNECTION_H
#define DAEMUN_AUTH_TRANSPORT_PROVIDER_CONNECTION_H

#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"
#include "crypto/random.h"
#include "daemun/auth/client.h"
#include "daemun/auth/discovery.h"
#include "daemun/auth/http_task.h"
#include "daemun/auth/jwks.h"
#include "daemun/auth/provider.h"
#include "daemun/auth/provider_table.h"
#include "daemun/auth/transport/provider_keys.h"
#include "daemun/auth/transport/single_flight.h"
#include "jose/jwks.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <type_traits>

namespace daemun::auth {

struct ProviderSettings {
  // The app's word for it, part of the callback's path.
  std::string id{};
  // As its sign-in button says it.
  std::string name{};
  // Without an issuer there is no discovery, and `metadata` is all that is known.
  DiscoveryRules discovery{};
  ProviderMetadata metadata{};
  Quirks quirks{};
  Client client{};
  // The document is asked for again after that; while the provider cannot be reached, or sends what
  // cannot be used, the one at hand stays.
  Seconds metadata_max_age{24 * 3600};
  // Between two attempts to get it.
  Seconds cool_down{5};
  JwksPolicy jwks{};
};

// `issuer` is the installation's own; it is not looked at for a provider without discovery.
ProviderSettings make_provider_settings(
    const ProviderPreset& preset,
    const std::string& issuer,
    Client client,
    Transport transport = Transport::https_only
);

// Callable from any thread; everything that it borrows, and it itself, must outlive its tasks.
class ProviderConnection {
 public:
  ProviderConnection(
      ProviderSettings settings, TaskHttpClient& http, const Clock& clock, crypto::Random& random
  );

  const ProviderSettings& settings() const { return settings_; }
  Surroundings surroundings() const { return {.now = clock_.now(), .random = random_}; }

  // Errors: not_reachable, and those of make_discovery_request and read_discovery_response.
  Task<Result<RegistrationPointer, AuthError>> registration();

  // Calls verify(const jose::KeySet&, const Registration&), which returns a Result<T, AuthError>
  // without waiting for anything, and returns its outcome. When that is unknown_key the keys are
  // fetched again, if they may be by the policy, and it is called once more. Errors beside its own:
  // those of registration(), not_supported, not_reachable and those of read_jwks_response.
  template <typename Verify>
  auto with_keys(Verify verify)
      -> Task<std::invoke_result_t<Verify&, const jose::KeySet&, const Registration&>>;

  // Errors: not_reachable, bad_url, too_large.
  Task<Result<Response, AuthError>> send(Request request);

 private:
  using RegistrationResult = Result<RegistrationPointer, AuthError>;

  std::optional<RegistrationResult> find_registration() const;
  Task<RegistrationResult> discover();
  Task<Result<ProviderMetadata, AuthError>> fetch_metadata();
  void begin_discovery();
  RegistrationResult end_discovery(Result<ProviderMetadata, AuthError> fetched);

  const ProviderSettings settings_;
  TaskHttpClient& http_;
  const Clock& clock_;
  crypto::Random& random_;

  SingleFlight<RegistrationResult> discoveries_;
  ProviderKeys keys_;

  mutable std::mutex mutex_;
  RegistrationPointer registration_;
  std::optional<TimePoint> discovered_at_;
  std::optional<TimePoint> attempted_at_;
  std::optional<AuthError> discovery_failure_;
};

template <typename Verify>
auto ProviderConnection::with_keys(Verify verify)
    -> Task<std::invoke_result_t<Verify&, const jose::KeySet&, const Registration&>> {
  const auto at = co_await registration();
  if (!at) co_return at.error();
  const auto keys = co_await keys_.load(*at, ProviderKeys::Need::any_keys);
  if (!keys) co_return keys.error();
  auto outcome = verify(**keys, **at);
  if (outcome || outcome.error().jose_error != jose::JoseError::Code::unknown_key) {
    co_return outcome;
  }
  const auto newer = co_await keys_.load(*at, ProviderKeys::Need::newer_keys);
  // The token stays refused, also when the provider cannot say more.
  if (!newer || *newer == *keys) co_return outcome;
  co_return verify(**newer, **at);
}

}  // namespace daemun::auth

#endif
