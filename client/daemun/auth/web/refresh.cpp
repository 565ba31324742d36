#include "daemun/auth/web/refresh.h"

#include "base/task_pause.h"
#include "daemun/auth/id_token.h"
#include "daemun/auth/session/store_call.h"
#include "daemun/auth/token.h"

#include <algorithm>
#include <exception>
#include <optional>
#include <string>
#include <utility>

namespace daemun::auth {

namespace {

using Code = AuthError::Code;

// Longer than a request to the provider may take.
constexpr Seconds lease{30};
constexpr int max_lease_attempts = 150;
constexpr int max_write_attempts = 5;
// Flights of others that brought a token for something else.
constexpr int max_flights = 8;

bool is_for_userinfo(const AccessTarget& target) {
  return target.resource.empty() && target.organization_id.empty();
}

std::optional<AccessGrant> find_any_grant(const Session& session, const AccessTarget& target) {
  if (is_for_userinfo(target)) {
    if (session.tokens.access_token.empty()) return std::nullopt;
    return AccessGrant{
        .access_token = session.tokens.access_token,
        .expires_at = session.tokens.expires_at,
        .expires_in = session.tokens.expires_in,
        .scopes = session.tokens.scopes.value_or(std::vector<std::string>()),
    };
  }
  const auto found = session.grants.find(key_of(target));
  if (found == session.grants.end()) return std::nullopt;
  return found->second;
}

Task<Result<std::optional<IdToken>, AuthError>> verify_new_id_token(
    ConfiguredProvider& provider, Secret token, Secret previous_token
) {
  if (token.empty()) co_return std::optional<IdToken>();
  const auto previous = restore_id_token(previous_token.reveal());
  if (!previous) co_return refuse(Code::changed_authentication, "there was no ID token before");
  const TimePoint now = provider.connection.surroundings().now;
  auto verify =
      [&token, &previous, now](const jose::KeySet& keys, const Registration& registration) {
        return verify_refreshed_id_token(token.reveal(), keys, registration, *previous, now);
      };
  auto id_token = co_await provider.connection.with_keys(verify);
  if (!id_token) co_return id_token.error();
  co_return std::optional<IdToken>(*std::move(id_token));
}

void apply_callbacks(
    const AuthCore& core,
    const ConfiguredProvider& provider,
    const std::optional<IdToken>& id_token,
    Session& session
) {
  const auto known = id_token ? id_token : restore_id_token(session.tokens.id_token.reveal());
  const json::object claims = known ? known->claims.members() : json::object();
  if (id_token) session.user = provider.settings.profile(claims);
  if (!core.settings.callbacks.jwt) return;
  const Account account{
      .provider_id = session.provider_id, .tokens = session.tokens, .claims = claims};
  core.settings.callbacks.jwt(session.token, account);
}

// A session after a token response. The refresh token that was sent may be spent, so its successor
// is kept even if the rest of the response cannot be used.
struct Renewal {
  Session session{};
  std::optional<AuthError> error{};
  std::exception_ptr thrown_by_callback{};

  // Once the session is kept.
  Result<void, AuthError> finish() const {
    if (thrown_by_callback) std::rethrow_exception(thrown_by_callback);
    if (error) return *error;
    return {};
  }
};

void take_tokens(Session& session, const AccessTarget& target, TokenSet answer) {
  if (is_for_userinfo(target)) {
    session.tokens = to_refreshed(session.tokens, std::move(answer));
    return;
  }
  session.grants[key_of(target)] = AccessGrant{
      .access_token = std::move(answer.access_token),
      .expires_at = answer.expires_at,
      .expires_in = answer.expires_in,
      .scopes = answer.scopes.value_or(std::vector<std::string>()),
  };
  if (!answer.refresh_token.empty()) session.tokens.refresh_token = std::move(answer.refresh_token);
  if (!answer.id_token.empty()) session.tokens.id_token = std::move(answer.id_token);
}

// The request itself.
Task<Result<Renewal, AuthError>> ask(const AuthCore& core, Session session, AccessTarget target) {
  ConfiguredProvider* provider = core.find_provider(session.provider_id);
  if (provider == nullptr) co_return refuse(Code::wrong_provider, "the provider is gone");
  if (session.tokens.refresh_token.empty()) {
    co_return refuse(Code::no_refresh_token, "the sign-in brought no refresh token");
  }
  const auto registration = co_await provider->connection.registration();
  if (!registration) co_return registration.error();
  RefreshParameters parameters;
  parameters.refresh_token = session.tokens.refresh_token;
  parameters.resource = target.resource;
  parameters.organization_id = target.organization_id;
  Request request =
      make_refresh_request(**registration, parameters, provider->connection.surroundings());
  const auto response = co_await provider->connection.send(std::move(request));
  if (!response) co_return response.error();
  auto answer = read_token_response(*response, core.now());
  if (!answer) co_return answer.error();
  const auto id_token =
      co_await verify_new_id_token(*provider, answer->id_token, session.tokens.id_token);
  Renewal renewal;
  ++session.generation;
  if (!id_token && !is_trouble_of_provider(id_token.error())) co_return id_token.error();
  if (!id_token) {
    // The provider is in trouble, which says nothing against the token.
    if (!answer->refresh_token.empty()) session.tokens.refresh_token = answer->refresh_token;
    renewal.error = id_token.error();
  } else {
    take_tokens(session, target, *std::move(answer));
    try {
      apply_callbacks(core, *provider, *id_token, session);
    } catch (...) {
      renewal.thrown_by_callback = std::current_exception();
    }
  }
  renewal.session = std::move(session);
  co_return renewal;
}

// The lease on a session's refreshes; given back at the end, or lost with the process.
class Lease {
 public:
  Lease(const AuthCore& core, const std::string& key)
      : core_(core), name_("refresh:" + key), owner_(crypto::random_token(*core.parts.random)) {}
  ~Lease() {
    if (!is_held_) return;
    const auto given_back = call_store(*core_.settings.session.store, [this](SessionStore& store) {
      store.unlock(name_, owner_);
    });
    // It ends by itself, too.
    if (!given_back) core_.report("refresh", given_back.error());
  }
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;

  // Whether it is ours. Errors: store_unavailable.
  Result<bool, AuthError> take() {
    const TimePoint now = core_.now();
    const auto taken = call_store(*core_.settings.session.store, [&](SessionStore& store) {
      return store.try_lock(name_, owner_, now, now + lease);
    });
    is_held_ = taken && *taken;
    return taken;
  }

 private:
  const AuthCore& core_;
  const std::string name_;
  const std::string owner_;
  bool is_held_ = false;
};

AuthError refuse_ended() {
  return refuse(Code::session_ended, "the session ended while its tokens were renewed");
}

// The new tokens onto what the store has now: another request may have written that the user was
// seen. Until they are there, this process remembers them.
Result<KeptSession, AuthError> store_tokens(
    const AuthCore& core, KeptSession kept, const Session& session
) {
  if (!core.recent.store(session, core.now())) return refuse_ended();
  for (int attempt = 0; attempt < max_write_attempts; ++attempt) {
    const TimePoint seen_at = std::max(kept.session.seen_at, session.seen_at);
    kept.session = session;
    kept.session.seen_at = seen_at;
    auto written = core.keeper.update(kept, {}, core.now());
    if (!written) return written.error();
    if (*written) {
      core.recent.remove(session.id);
      return std::move((*written)->kept);
    }
    auto newer = core.keeper.reload(std::move(kept), core.now());
    if (!newer) return newer.error();
    if (!*newer) {
      core.recent.remove(session.id);
      return refuse_ended();
    }
    kept = **std::move(newer);
  }
  return refuse(Code::session_busy, "others write the session all the time");
}

// Tokens that could not be stored when they came.
Result<KeptSession, AuthError> store_what_is_newer(const AuthCore& core, KeptSession kept) {
  const Session newest = core.recent.newest(kept.session, core.now());
  if (newest.generation <= kept.session.generation) return kept;
  return store_tokens(core, std::move(kept), newest);
}

Task<Result<KeptSession, AuthError>> refresh_in_store(
    const AuthCore& core, KeptSession kept, AccessTarget target
) {
  Lease lease_of_session(core, kept.key);
  for (int attempt = 0;; ++attempt) {
    const auto is_ours = lease_of_session.take();
    if (!is_ours) co_return is_ours.error();
    // The previous holder may have brought the wanted token.
    auto newest = core.keeper.reload(std::move(kept), core.now());
    if (!newest) co_return newest.error();
    if (!*newest) co_return refuse(Code::session_ended, "the session has ended");
    kept = **std::move(newest);
    if (find_grant(core, kept.session, target)) co_return kept;
    if (*is_ours) break;
    if (attempt >= max_lease_attempts) {
      co_return refuse(Code::session_busy, "another process does not finish its refresh");
    }
    co_await pause_for(core.settings.lease_poll);
  }
  auto complete = store_what_is_newer(core, std::move(kept));
  if (!complete) co_return complete.error();
  kept = *std::move(complete);
  if (find_grant(core, kept.session, target)) co_return kept;
  const auto renewal = co_await ask(core, kept.session, target);
  if (!renewal) co_return renewal.error();
  auto stored = store_tokens(core, std::move(kept), renewal->session);
  if (const auto finished = renewal->finish(); !finished) co_return finished.error();
  co_return stored;
}

Task<Result<KeptSession, AuthError>> refresh_in_cookie(
    const AuthCore& core, KeptSession kept, AccessTarget target
) {
  kept.session = core.recent.newest(std::move(kept.session), core.now());
  if (find_grant(core, kept.session, target)) co_return kept;
  const auto renewal = co_await ask(core, kept.session, target);
  if (!renewal) co_return renewal.error();
  if (!core.recent.store(renewal->session, core.now())) co_return refuse_ended();
  if (const auto finished = renewal->finish(); !finished) co_return finished.error();
  kept.session = renewal->session;
  co_return kept;
}

// `core` outlives the flight.
Task<RefreshFlight> fly(const AuthCore& core, KeptSession kept, AccessTarget target) {
  std::string name = key_of(target);
  auto work = core.settings.session.store
                  ? refresh_in_store(core, std::move(kept), std::move(target))
                  : refresh_in_cookie(core, std::move(kept), std::move(target));
  auto outcome = co_await std::move(work);
  co_return RefreshFlight{.target = std::move(name), .outcome = std::move(outcome)};
}

// A refusal that concerns one target says nothing about another.
bool is_of_target(const AuthError& error) {
  return error.code == Code::refused_by_provider && !is_invalid_grant(error);
}

}  // namespace

std::string key_of(const AccessTarget& target) {
  if (!target.organization_id.empty()) {
    std::string key = organization_key(target.organization_id);
    if (!target.resource.empty()) key += ' ' + target.resource;
    return key;
  }
  return target.resource;
}

std::optional<AccessGrant> find_grant(
    const AuthCore& core, const Session& session, const AccessTarget& target, Seconds ahead
) {
  auto grant = find_any_grant(session, target);
  if (!grant) return std::nullopt;
  if (session.tokens.refresh_token.empty()) ahead = Seconds(0);
  // A token that lives for a minute must not be renewed at each call.
  if (grant->expires_in) ahead = std::min(ahead, *grant->expires_in / 4);
  if (grant->expires_at && *grant->expires_at <= core.now() + ahead) return std::nullopt;
  return grant;
}

std::optional<AccessGrant> find_grant(
    const AuthCore& core, const Session& session, const AccessTarget& target
) {
  return find_grant(core, session, target, core.settings.refresh_ahead);
}

Task<Result<KeptSession, AuthError>> refresh(
    const AuthCore& core, KeptSession kept, AccessTarget target
) {
  const std::string name = kept.session.id;
  for (int flight = 0; flight < max_flights; ++flight) {
    auto flown = co_await core.refreshes.run(name, fly(core, kept, target));
    auto& landed = flown.outcome;
    const bool is_ours = flown.target == key_of(target);
    if (!landed && !is_ours && is_of_target(landed.error())) continue;
    if (!landed) co_return landed.error();
    kept = *std::move(landed);
    // Another caller's flight may have been for another target.
    if (find_grant(core, kept.session, target, Seconds(0))) co_return kept;
  }
  co_return refuse(Code::session_busy, "the session's tokens are being renewed too often");
}

}  // namespace daemun::auth
