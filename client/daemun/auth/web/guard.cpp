#include "daemun/auth/web/guard.h"

#include "base/text.h"
#include "crypto/digest.h"
#include "daemun/auth/web/bearer_token.h"
#include "daemun/auth/web/check_settings.h"
#include "jose/unverified.h"

#include <algorithm>

namespace daemun::auth {

namespace {

using Code = AuthError::Code;

constexpr std::string_view organization_prefix = "urn:logto:organization:";

// Any other error means that nothing is known of the token.
bool is_about_token(Code code) {
  return code == Code::token_not_valid || code == Code::not_an_access_token ||
         code == Code::missing_claim || code == Code::sender_constrained;
}

AuthError refuse_audience() {
  return refuse(jose::JoseError{
      jose::JoseError::Code::wrong_audience, "the token is issued for another audience"});
}

bool is_of_organization(std::string_view audience) {
  return audience.starts_with(organization_prefix) && audience != organization_prefix;
}

// Regardless of its other audiences: its scopes are what a role of the organization allows.
void set_organization(AccessToken& token, const std::vector<std::string>& audiences) {
  const auto found = std::find_if(audiences.begin(), audiences.end(), is_of_organization);
  if (found != audiences.end()) token.organization_id = found->substr(organization_prefix.size());
}

}  // namespace

bool OrganizationRule::allows(const std::string& organization_id) const {
  if (kind_ == Kind::none) return organization_id.empty();
  return !organization_id.empty() && (kind_ == Kind::any || organization_id == id_);
}

Guard::Guard(GuardSettings settings, GuardProvider provider, AuthParts parts)
    : Guard(std::move(settings), make_own(std::move(provider), std::move(parts))) {}

Guard::Guard(GuardSettings settings, std::unique_ptr<Own> own)
    : Guard(std::move(settings), own->connection, *own->parts.clock) {
  own_ = std::move(own);
}

std::unique_ptr<Guard::Own> Guard::make_own(GuardProvider provider, AuthParts parts) {
  const ProviderPreset& preset = choose_provider_preset(provider.id);
  require(!preset.issuer.empty(), "Guard cannot check the tokens of a provider without discovery");
  require(!provider.issuer.empty(), "Guard needs the provider's issuer");
  AuthParts complete_parts = complete(std::move(parts));
  ProviderSettings made = make_provider_settings(
      preset, provider.issuer, std::move(provider.client), transport_of(provider.issuer)
  );
  require_discoverable("Guard's provider", made.discovery);
  TaskHttpClient& http = *complete_parts.http;
  const Clock& clock = *complete_parts.clock;
  crypto::Random& random = *complete_parts.random;
  return std::unique_ptr<Own>(new Own{
      .parts = std::move(complete_parts),
      .connection = ProviderConnection(std::move(made), http, clock, random),
  });
}

Guard::Guard(GuardSettings settings, ProviderConnection& provider, const Clock& clock)
    : settings_(std::move(settings)),
      provider_(provider),
      clock_(clock),
      accepted_(settings_.max_cached),
      refused_(settings_.max_cached),
      introspections_(clock) {
  require_workable(settings_, provider_.settings().client);
}

Result<AccessToken, Challenge> Guard::check(
    const Request& request, const Requirement& requirement
) {
  auto token = read_bearer_token(request);
  if (!token) return finish(token.error());
  std::string key = crypto::sha256(token->reveal());
  // Without a loop, which costs more than all the rest.
  if (const auto known = find_known(key)) return decide(*known, requirement);
  return decide(run_task(assess(*std::move(token), std::move(key))), requirement);
}

Task<Result<AccessToken, Challenge>> Guard::async_check(
    const Request& request, Requirement requirement
) {
  return check_token(read_bearer_token(request), std::move(requirement));
}

Task<Result<AccessToken, Challenge>> Guard::check_token(
    Result<Secret, Challenge> token, Requirement requirement
) {
  if (!token) co_return finish(token.error());
  std::string key = crypto::sha256(token->reveal());
  const auto known = find_known(key);
  if (known) co_return decide(*known, requirement);
  const auto assessed = co_await assess(*std::move(token), std::move(key));
  co_return decide(assessed, requirement);
}

std::optional<Result<std::shared_ptr<const AccessToken>, AuthError>> Guard::find_known(
    const std::string& key
) {
  const TimePoint now = clock_.now();
  if (auto token = accepted_.find(key, now)) return *std::move(token);
  if (auto refusal = refused_.find(key, now)) return *std::move(refusal);
  return std::nullopt;
}

Task<Result<std::shared_ptr<const AccessToken>, AuthError>> Guard::assess(
    Secret token, std::string key
) {
  if (!is_opaque(token.reveal())) {
    auto verified = co_await verify(std::move(token), std::move(key));
    co_return verified;
  }
  auto work = introspect(std::move(token), key);
  auto introspected = co_await introspections_.run(std::move(key), std::move(work));
  co_return introspected;
}

// A JWT has three parts, and its first begins with '{"'. Whoever makes a token look like the other
// kind has it looked at in the other way, and gains nothing.
bool Guard::is_opaque(const std::string& token) const {
  if (settings_.format != TokenFormat::by_shape) return settings_.format == TokenFormat::opaque;
  return !token.starts_with("eyJ") || std::count(token.begin(), token.end(), '.') != 2;
}

Task<Result<std::shared_ptr<const AccessToken>, AuthError>> Guard::verify(
    Secret token, std::string key
) {
  const auto verify_with = [&](const jose::KeySet& keys, const Registration& at) {
    return verify_jwt(token.reveal(), keys, at, clock_.now());
  };
  auto verified = co_await provider_.with_keys(verify_with);
  if (!verified) co_return verified.error();
  const TimePoint until =
      std::min(verified->expires_at + settings_.leeway, clock_.now() + settings_.max_jwt_age);
  auto known = std::make_shared<const AccessToken>(*std::move(verified));
  accepted_.insert(std::move(key), known, until);
  co_return known;
}

Result<AccessToken, AuthError> Guard::verify_jwt(
    const std::string& token, const jose::KeySet& keys, const Registration& at, TimePoint now
) const {
  AccessTokenRules rules;
  rules.audience = settings_.audience;
  rules.leeway = settings_.leeway;
  if (settings_.organization_tokens == OrganizationTokens::accepted) {
    // Not proven yet: the verification reads the same bytes and compares.
    if (const auto claims = jose::find_unverified_claims(token)) {
      const auto audience = find_audience(claims->aud());
      if (!audience) return refuse_audience();
      rules.audience = *audience;
    }
  }
  auto verified = verify_access_token(token, keys, at.provider, rules, now);
  if (verified) set_organization(*verified, verified->claims.aud());
  return verified;
}

std::optional<std::string> Guard::find_audience(const std::vector<std::string>& audiences) const {
  if (!settings_.audience.empty() && contains(audiences, settings_.audience)) {
    return settings_.audience;
  }
  if (settings_.organization_tokens == OrganizationTokens::refused) return std::nullopt;
  const auto found = std::find_if(audiences.begin(), audiences.end(), is_of_organization);
  return found == audiences.end() ? std::nullopt : std::optional(*found);
}

Task<Result<std::shared_ptr<const AccessToken>, AuthError>> Guard::introspect(
    Secret token, std::string key
) {
  auto introspected = co_await ask_provider(std::move(token));
  if (!introspected) co_return introspected.error();
  const TimePoint now = clock_.now();
  auto read = read_introspected(*std::move(introspected), now);
  if (!read) {
    refused_.insert(std::move(key), read.error(), now + settings_.max_refusal_age);
    co_return read.error();
  }
  const TimePoint until = std::min(read->expires_at, now + settings_.max_introspection_age);
  auto known = std::make_shared<const AccessToken>(*std::move(read));
  accepted_.insert(std::move(key), known, until);
  co_return known;
}

Task<Result<IntrospectedToken, AuthError>> Guard::ask_provider(Secret token) {
  const auto at = co_await provider_.registration();
  if (!at) co_return at.error();
  auto request = make_introspection_request(**at, token, "access_token", provider_.surroundings());
  if (!request) co_return request.error();
  const auto response = co_await provider_.send(*std::move(request));
  if (!response) co_return response.error();
  auto introspected = read_introspection_response(*response, (*at)->provider, clock_.now());
  // A verdict on the token, not on the provider.
  if (!introspected && introspected.error().code == Code::wrong_issuer) {
    co_return refuse(Code::token_not_valid, introspected.error().description);
  }
  co_return introspected;
}

Result<AccessToken, AuthError> Guard::read_introspected(IntrospectedToken token, TimePoint now)
    const {
  if (!token.is_active) return refuse(Code::token_not_valid, "the token is not active");
  // Refresh tokens are active too, and have no such type (RFC 7662 2.2).
  const auto type = find_string(token.members, "token_type");
  if (type && !equals_ignoring_ascii_case(*type, "bearer")) {
    return refuse(Code::not_an_access_token, "the token is not a bearer token");
  }
  if (token.members.contains("cnf")) {
    return refuse(Code::sender_constrained, "the token is bound to its sender");
  }
  const auto audience = find_audience(token.audience);
  const bool may_be_absent =
      token.audience.empty() && type && settings_.absent_audience == AbsentAudience::allowed;
  if (!audience && !may_be_absent) return refuse_audience();
  AccessToken read{
      .issuer = std::string(find_string(token.members, "iss").value_or("")),
      .subject = std::move(token.subject),
      .client_id = std::move(token.client_id),
      .scopes = std::move(token.scopes),
      .organization_id = std::string(find_string(token.members, "organization_id").value_or("")),
      .expires_at = token.expires_at.value_or(now + settings_.max_introspection_age),
  };
  read.claims = jose::Claims(std::move(token.members));
  set_organization(read, token.audience);
  return read;
}

Result<AccessToken, Challenge> Guard::decide(
    const Assessment& known, const Requirement& requirement
) const {
  Challenge challenge;
  if (!known) {
    const AuthError& error = known.error();
    challenge.code = is_about_token(error.code) ? Challenge::Code::invalid_token
                                                : Challenge::Code::provider_unavailable;
    challenge.description = error.description;
    challenge.cause = error;
    return finish(std::move(challenge));
  }
  const AccessToken& token = **known;
  challenge.code = Challenge::Code::insufficient_scope;
  if (!requirement.organization.allows(token.organization_id)) {
    challenge.description = "the token is not for this organization";
    return finish(std::move(challenge));
  }
  const auto has = [&token](const std::string& scope) { return contains(token.scopes, scope); };
  const auto has_all = [&has](const std::vector<std::string>& scopes) {
    return std::all_of(scopes.begin(), scopes.end(), has);
  };
  if (has_all(settings_.scopes) && has_all(requirement.scopes)) return token;
  challenge.description = "the token lacks a scope";
  challenge.scopes = settings_.scopes;
  challenge.scopes.insert(
      challenge.scopes.end(), requirement.scopes.begin(), requirement.scopes.end()
  );
  return finish(std::move(challenge));
}

Challenge Guard::finish(Challenge challenge) const {
  challenge.realm = settings_.realm;
  if (challenge.code == Challenge::Code::provider_unavailable) {
    // The fault there is for the log.
    challenge.description = "the token cannot be checked now";
    challenge.retry_after = settings_.retry_after;
  }
  return challenge;
}

}  // namespace daemun::auth
