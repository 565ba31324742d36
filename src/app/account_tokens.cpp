#include "app/account_tokens.h"

#include "app/tenant.h"
#include "base/text.h"
#include "domain/token_id.h"
#include "jose/verify.h"
#include "oidc/application_access.h"
#include "oidc/live_token.h"
#include "storage/seed.h"

#include <utility>

namespace daemun::app {
namespace {

using account::TokenRefusal;
using TokenResult = Result<account::LiveToken, TokenRefusal>;

constexpr std::string_view me_scope = "all";

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
      .signed_in_at = signed_in_at};
}

Task<TokenResult> read_opaque(const Tenant* tenant, std::string text) {
  auto live = co_await oidc::load_live_token(
      &tenant->oidc_dependencies, &tenant->opaque_tokens, std::move(text)
  );
  if (!live) {
    const bool lacks_scope = live.error().code == oidc::OAuthErrorCode::insufficient_scope;
    co_return lacks_scope ? TokenRefusal::no_scope : TokenRefusal::invalid;
  }
  co_return to_token(*std::move(live));
}

// The signature says what the token was made for; whether it still counts is the grant's to say.
Task<TokenResult> read_jwt(Tenant* tenant, std::string text) {
  const auto ring = co_await tenant->key_rings.current();
  const auto now = tenant->context.clock.now();
  const jose::Expectations expectations{
      .issuer = tenant->oidc_dependencies.issuer(),
      .audience = std::string(storage::me_indicator),
      .type = jose::TokenType::access_token,
  };
  const auto claims = jose::verify(text, ring->key_set(), expectations, now);
  if (!claims) co_return TokenRefusal::invalid;
  const auto subject = claims->sub().value_or("");
  if (subject.empty()) co_return TokenRefusal::invalid;
  auto scopes = split_words(claims->scope().value_or(""));
  const bool is_machine = subject == claims->client_id().value_or("");
  if (is_machine || !contains(scopes, me_scope)) co_return TokenRefusal::no_scope;
  auto id = parse_token_id(claims->jti().value_or(""));
  if (!id) co_return TokenRefusal::invalid;
  auto [facts, client] =
      co_await oidc::load_grant_of_now(tenant->oidc_dependencies, *std::move(id));
  const bool is_good =
      facts && is_alive(*facts, now) && facts->grant.user_id == UserId(std::string(subject));
  if (!is_good) co_return TokenRefusal::invalid;
  oidc::LiveToken live{.client = std::move(client), .scopes = std::move(scopes)};
  live.user = *std::move(facts->user);
  live.grant = std::move(facts->grant);
  co_return to_token(std::move(live));
}

}  // namespace

account::TokenReader account_token_reader(const Tenant& tenant) {
  return [tenant = &tenant](std::string text) { return read_opaque(tenant, std::move(text)); };
}

account::TokenReader me_token_reader(Tenant& tenant) {
  return [tenant = &tenant](std::string text) { return read_jwt(tenant, std::move(text)); };
}

}  // namespace daemun::app
