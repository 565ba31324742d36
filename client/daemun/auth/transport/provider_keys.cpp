#include "daemun/auth/transport/provider_keys.h"

#include "daemun/auth/transport/send.h"

#include <utility>

namespace daemun::auth {

namespace {

using Code = AuthError::Code;
using Step = JwksCache::Step;

}  // namespace

Task<Result<KeySetPointer, AuthError>> ProviderKeys::load(RegistrationPointer at, Need need) {
  // No attempt that fails, and nothing to wait for.
  if (at->provider.metadata.jwks_uri.empty()) {
    co_return refuse(Code::not_supported, "the provider has no key set");
  }
  const NextStep next = next_step(need);
  if (next.step == Step::use || next.step == Step::unavailable) co_return find_keys();
  // fetch, and wait as well: whoever boards first does it for all.
  auto work = fetch_unless_ended(std::move(at), next.ended);
  auto keys = co_await fetches_.run("", std::move(work));
  co_return keys;
}

ProviderKeys::NextStep ProviderKeys::next_step(Need need) {
  const TimePoint now = clock_.now();
  const std::lock_guard lock(mutex_);
  const Step step = need == Need::any_keys ? cache_.next(now) : cache_.next_for_unknown_key(now);
  return {.step = step, .ended = ended_};
}

Result<KeySetPointer, AuthError> ProviderKeys::find_keys() const {
  const TimePoint now = clock_.now();
  const std::lock_guard lock(mutex_);
  if (keys_ && cache_.is_usable(now)) return keys_;
  if (failure_) return *failure_;
  return refuse(Code::no_usable_keys, "the provider's keys are not at hand");
}

Task<Result<KeySetPointer, AuthError>> ProviderKeys::fetch_unless_ended(
    RegistrationPointer at, std::uint64_t ended
) {
  // Another caller's attempt may have ended between the caller's look and now.
  if (has_ended_since(ended)) co_return find_keys();
  const std::string jwks_uri = at->provider.metadata.jwks_uri;
  auto fetched = co_await fetch(std::move(at));
  end_fetch(jwks_uri, std::move(fetched));
  co_return find_keys();
}

Task<Result<std::optional<FetchedKeys>, AuthError>> ProviderKeys::fetch(RegistrationPointer at) {
  auto request = make_jwks_request(at->provider, etag_for(at->provider.metadata.jwks_uri));
  if (!request) co_return request.error();
  const auto response = co_await send(http_, *std::move(request));
  if (!response) co_return response.error();
  co_return read_jwks_response(*response);
}

bool ProviderKeys::has_ended_since(std::uint64_t ended) const {
  const std::lock_guard lock(mutex_);
  return ended_ != ended;
}

// An ETag means nothing at another address.
std::string ProviderKeys::etag_for(const std::string& jwks_uri) const {
  const std::lock_guard lock(mutex_);
  return jwks_uri == jwks_uri_ ? cache_.etag() : "";
}

void ProviderKeys::end_fetch(const std::string& jwks_uri, Fetched fetched) {
  const TimePoint now = clock_.now();
  const std::lock_guard lock(mutex_);
  ++ended_;
  if (!fetched) {
    failure_ = fetched.error();
    cache_.fail(now);
    return;
  }
  failure_.reset();
  if (!*fetched) {
    cache_.keep(now);
    return;
  }
  cache_.store(**std::move(fetched), now);
  keys_ = std::make_shared<const jose::KeySet>(cache_.keys());
  jwks_uri_ = jwks_uri;
}

}  // namespace daemun::auth
