// A provider's keys, kept: JwksCache with its lock and its connection. One fetch at a time; whoever
// has nothing to go by meanwhile waits for it.
#ifndef DAEMUN_AUTH_TRANSPORT_PROVIDER_KEYS_H
#define DAEMUN_AUTH_TRANSPORT_PROVIDER_KEYS_H

#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"
#include "daemun/auth/client.h"
#include "daemun/auth/error.h"
#include "daemun/auth/http_task.h"
#include "daemun/auth/jwks.h"
#include "daemun/auth/transport/single_flight.h"
#include "jose/jwks.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace daemun::auth {

using RegistrationPointer = std::shared_ptr<const Registration>;
using KeySetPointer = std::shared_ptr<const jose::KeySet>;

// Callable from any thread; what it borrows, and it itself, must outlive its tasks.
class ProviderKeys {
 public:
  // newer_keys: a token names a key that is not among those at hand.
  enum class Need { any_keys, newer_keys };

  ProviderKeys(TaskHttpClient& http, const Clock& clock, JwksPolicy policy)
      : http_(http), clock_(clock), fetches_(clock), cache_(policy) {}

  // The same pointer as before when there is nothing newer. Errors: not_supported, not_reachable,
  // those of read_jwks_response: of the last attempt, and only when no keys are at hand.
  Task<Result<KeySetPointer, AuthError>> load(RegistrationPointer at, Need need);

 private:
  using KeysResult = Result<KeySetPointer, AuthError>;
  using Fetched = Result<std::optional<FetchedKeys>, AuthError>;

  struct NextStep {
    JwksCache::Step step = JwksCache::Step::unavailable;
    // How many attempts have ended.
    std::uint64_t ended = 0;
  };

  NextStep next_step(Need need);
  KeysResult find_keys() const;
  Task<KeysResult> fetch_unless_ended(RegistrationPointer at, std::uint64_t ended);
  Task<Fetched> fetch(RegistrationPointer at);
  bool has_ended_since(std::uint64_t ended) const;
  std::string etag_for(const std::string& jwks_uri) const;
  void end_fetch(const std::string& jwks_uri, Fetched fetched);

  TaskHttpClient& http_;
  const Clock& clock_;
  SingleFlight<KeysResult> fetches_;

  mutable std::mutex mutex_;
  JwksCache cache_;
  // The cache's, shared with whoever verifies at the moment.
  KeySetPointer keys_;
  // Where they come from.
  std::string jwks_uri_;
  std::uint64_t ended_ = 0;
  std::optional<AuthError> failure_;
};

}  // namespace daemun::auth

#endif
