#include "app/account_tokens.h"

#include "app/tenant.h"
#include "base/text.h"
#include "domain/token_id.h"
#include "jose/verify.h"
#include "oidc/application_access.h"
#include "oidc/live_token.h"
#include "oidc/organization_token.h"
#include "storage/seed.h"

#include <utility>

namespace daemun::app {
namespace {

using account::TokenOutcome;
using account::TokenRefusal;

constexpr std::string_view me_scope = "all";

// Without an actor token the grant alone tells: the line of its exchange names who asked for the
// subject token.
json::object delegation_of(const Grant& grant) {
  if (grant.origin != GrantOrigin::exchange) return {};
  json::object delegation{{"grantId", grant.id.value()}};
  if (grant.act) delegation["act"] = json::parse(*grant.act);
  return delegation;
}

account::LiveToken to_token(oidc::LiveToken live) {
  const auto& grant = live.grant;
  // RFC 8628's code may have been accepted for a device of another person.
  const bool is_interactive = grant.origin == GrantOrigin::authorization && !grant.act;
  std::optional<TimePoint> signed_in_at;
  if (is_interactive) signed_in_at = grant.authenticated_at;
  return {
      .grant = grant.id,
      .user = std::move(live.user),
      .application = std::move(live.client),
      .scopes = std::move(live.scopes),
      .session = grant.session_id,
      .signed_in_at = signed_in_at,
      .delegation = delegation_of(grant)};
}

TokenOutcome to_outcome(Result<oidc::LiveToken, oidc::OAuthError> live) {
  if (live) return to_token(*std::move(live));
  const bool is_invalid = live.error().code == oidc::OAuthErrorCode::invalid_token;
  return is_invalid ? TokenRefusal::invalid : TokenRefusal::forbidden;
}

Task<TokenOutcome> read_opaque(const Tenant* tenant, std::string text) {
  auto live = co_await oidc::load_live_token(
      &tenant->oidc_dependencies, &tenant->opaque_tokens, std::move(text)
  );
  co_return to_outcome(std::move(live));
}

Task<TokenOutcome> read_organization_token(
    Tenant* tenant, std::string text, OrganizationId organization
) {
  auto live = co_await oidc::load_organization_token(
      &tenant->oidc_dependencies, &tenant->key_rings, std::move(text), std::move(organization)
  );
  co_return to_outcome(std::move(live));
}

// The signature says what the token was made for; whether it still counts is the grant's to say.
Task<TokenOutcome> read_me_token(Tenant* tenant, std::string text) {
  const auto ring = co_await tenant->key_rings.current();
  const auto now = tenant->context.clock.now();
  const jose::Expectations expectations{
      .issuer = tenant->oidc_dependencies.issuer(),
      .audience = std::string(storage::me_indicator),
      .type = jose::TokenType::access_token,
  };
  const auto claims = jose::verify(text, ring->key_set(), expectations, now);
  if (!claims) co_return TokenRefusal::invalid;
  auto scopes = split_words(claims->scope().value_or(""));
  const bool is_machine = claims->sub() == claims->client_id();
  if (is_machine || !contains(scopes, me_scope)) co_return TokenRefusal::forbidden;
  auto id = parse_token_id(claims->jti().value_or(""));
  if (!id) co_return TokenRefusal::invalid;
  auto grant = co_await oidc::load_grant_of_now(tenant->oidc_dependencies, *std::move(id));
  const auto held = oidc::decide_holder(*claims, grant, now);
  if (!held) co_return TokenRefusal::invalid;
  oidc::LiveToken live{.client = std::move(grant.client), .scopes = std::move(scopes)};
  live.user = *std::move(grant.facts->user);
  live.grant = std::move(grant.facts->grant);
  co_return to_token(std::move(live));
}

}  // namespace

account::TokenReaders account_token_readers(Tenant& tenant) {
  account::TokenReaders readers;
  readers.account = [tenant = &tenant](std::string text) {
    return read_opaque(tenant, std::move(text));
  };
  readers.organization = [tenant = &tenant](std::string text, OrganizationId organization) {
    return read_organization_token(tenant, std::move(text), std::move(organization));
  };
  return readers;
}

account::TokenReaders me_token_readers(Tenant& tenant) {
  account::TokenReaders readers;
  readers.account = [tenant = &tenant](std::string text) {
    return read_me_token(tenant, std::move(text));
  };
  return readers;
}

}  // namespace daemun::app
