// Protects an API: requests need an access token for it (RFC 6750, RFC 9068 4, RFC 7662).
//
//   auth::Guard guard(
//       {.audience = "https://shopping.your-app.com/api"},
//       {.issuer = "https://xxxx.logto.app/oidc"}
//   );
//   const auth::Requirement reading{.scopes = {"shopping:read"}};
//   const auto token = guard.check(request, reading);
//   if (!token) return to_response(token.error());
//   greet(token->subject);
#ifndef DAEMUN_AUTH_WEB_GUARD_H
#define DAEMUN_AUTH_WEB_GUARD_H

#if !defined(_MSC_VER) && __cplusplus < 202002L
#error "daemun-auth needs C++20: compile with -std=c++20 or newer"
#endif

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "base/task.h"
#include "daemun/auth/access_token.h"
#include "daemun/auth/client.h"
#include "daemun/auth/http.h"
#include "daemun/auth/introspection.h"
#include "daemun/auth/transport/provider_connection.h"
#include "daemun/auth/transport/single_flight.h"
#include "daemun/auth/web/challenge.h"
#include "daemun/auth/web/parts.h"
#include "daemun/auth/web/token_cache.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daemun::auth {

// How tokens are checked. jwt: with the provider's keys. opaque: by introspection, with the
// client's credentials. by_shape: JWTs as jwt, anything else as opaque.
enum class TokenFormat { jwt, opaque, by_shape };

// Tokens of Logto and Daemun whose audience is an organization ("urn:logto:organization:<id>")
// rather than an API. They are good at each API that accepts them.
enum class OrganizationTokens { refused, accepted };

// For introspection responses without an audience. `allowed` accepts tokens that were issued for
// another API, or for none.
enum class AbsentAudience { refused, allowed };

struct GuardSettings {
  // This API, as the provider knows it.
  std::string audience{};
  // Required for every request.
  std::vector<std::string> scopes{};
  TokenFormat format = TokenFormat::jwt;
  OrganizationTokens organization_tokens = OrganizationTokens::refused;
  AbsentAudience absent_audience = AbsentAudience::refused;
  // For clock differences.
  Seconds leeway{30};
  // Included in challenges unless empty.
  std::string realm{};
  // The number of cached tokens, and of cached refusals.
  std::size_t max_cached = 10'000;
  // How long a checked token is trusted. Until then, a withdrawn key or a revocation goes
  // unnoticed.
  Seconds max_jwt_age{300};
  Seconds max_introspection_age{60};
  // The same for inactive tokens.
  Seconds max_refusal_age{5};
  // Sent to clients while the provider is unavailable.
  Seconds retry_after{5};
};

// The provider whose tokens are accepted.
struct GuardProvider {
  // An id of provider_table.h selects that provider's conventions; any other id is a provider that
  // follows the standards.
  std::string id = "daemun";
  std::string issuer{};
  // The client that introspects opaque tokens.
  Client client{};
};

// In which organization the scopes must hold. What an organization's role lets a user do says
// nothing about the rest of the API, so each route says which of the two it is.
class OrganizationRule {
 public:
  // Organization tokens are refused.
  OrganizationRule() = default;
  // Only tokens of that organization; no token if `id` is empty.
  static OrganizationRule named(std::string id) {
    return OrganizationRule(Kind::named, std::move(id));
  }
  // Tokens of any organization: AccessToken::organization_id says which.
  static OrganizationRule any() { return OrganizationRule(Kind::any, ""); }

  bool allows(const std::string& organization_id) const;

 private:
  enum class Kind { none, named, any };
  OrganizationRule(Kind kind, std::string id) : kind_(kind), id_(std::move(id)) {}

  Kind kind_ = Kind::none;
  std::string id_;
};

struct Requirement {
  // All of these, in addition to those of the settings.
  std::vector<std::string> scopes{};
  OrganizationRule organization{};
};

// Callable from any thread; must outlive its tasks.
class Guard {
 public:
  // With a connection of its own. Throws std::invalid_argument for settings that cannot work: no
  // issuer or an unusable one, a provider without discovery, no audience (unless organization
  // tokens are accepted), opaque tokens without a client to ask about them, a scope that is none, a
  // time that is negative.
  Guard(GuardSettings settings, GuardProvider provider, AuthParts parts = {});
  // With an app's connection; it and `clock` are borrowed.
  Guard(GuardSettings settings, ProviderConnection& provider, const Clock& clock);

  // An introspected token without exp expires when it would be looked at again. Errors:
  //   missing_token, invalid_request   see read_bearer_token
  //   invalid_token                    see verify_access_token; not active, or not for this API
  //   insufficient_scope               a scope is missing, or it is another organization's
  //   provider_unavailable             keys or introspection are not to be had
  Result<AccessToken, Challenge> check(const Request& request, const Requirement& requirement = {});
  // The same for coroutines. `request` is not used after the call returns.
  Task<Result<AccessToken, Challenge>> async_check(const Request& request, Requirement requirement);

 private:
  struct Own {
    AuthParts parts;
    ProviderConnection connection;
  };
  using AccessTokenPointer = std::shared_ptr<const AccessToken>;
  // The facts about a token, independent of what a route requires.
  using Assessment = Result<AccessTokenPointer, AuthError>;

  Guard(GuardSettings settings, std::unique_ptr<Own> own);
  static std::unique_ptr<Own> make_own(GuardProvider provider, AuthParts parts);

  Task<Result<AccessToken, Challenge>> check_token(
      Result<Secret, Challenge> token, Requirement requirement
  );
  std::optional<Assessment> find_known(const std::string& key);
  Task<Assessment> assess(Secret token, std::string key);
  Task<Assessment> verify(Secret token, std::string key);
  Task<Assessment> introspect(Secret token, std::string key);
  Task<Result<IntrospectedToken, AuthError>> ask_provider(Secret token);

  Result<AccessToken, AuthError> verify_jwt(
      const std::string& token, const jose::KeySet& keys, const Registration& at, TimePoint now
  ) const;
  Result<AccessToken, AuthError> read_introspected(IntrospectedToken token, TimePoint now) const;
  // The one by which a token is meant for us; nothing when there is none.
  std::optional<std::string> find_audience(const std::vector<std::string>& audiences) const;
  bool is_opaque(const std::string& token) const;

  Result<AccessToken, Challenge> decide(const Assessment& known, const Requirement& requirement)
      const;
  Challenge finish(Challenge challenge) const;

  // Null when the connection is the app's.
  std::unique_ptr<Own> own_;
  const GuardSettings settings_;
  ProviderConnection& provider_;
  const Clock& clock_;
  TokenCache<AccessTokenPointer> accepted_;
  // Apart, so that strangers' tokens drive out no good ones.
  TokenCache<AuthError> refused_;
  SingleFlight<Assessment> introspections_;
};

}  // namespace daemun::auth

#endif
