#include "oidc/grants/authorization_code.h"

#include "base/text.h"
#include "crypto/digest.h"
#include "oidc/grants/redemption.h"
#include "oidc/grants/revocation.h"
#include "oidc/pkce.h"
#include "oidc/tables.h"
#include "storage/grant_store.h"

namespace daemun::oidc {
namespace {

GrantRefusal refused(std::string detail) {
  return GrantRefusal{.error = invalid_grant(std::move(detail))};
}

// RFC 6749 4.1.3: repeated when the authorization request had it, and then to the letter.
bool matches_redirect(const TokenRequest& request, const CodeState& code) {
  if (!request.redirect_uri) return !code.redirect_uri_given;
  return *request.redirect_uri == code.redirect_uri;
}

}  // namespace

Result<void, GrantRefusal> decide_code_exchange(
    const TokenRequest& request,
    const Application& client,
    const PresentedCode& code,
    const GrantFacts& facts,
    TimePoint now
) {
  const Grant& grant = facts.grant;
  if (!equals_in_constant_time(grant.code.secret_hash, crypto::sha256(code.secret.reveal()))) {
    return refused("wrong code secret");
  }
  if (grant.client_id != client.id) return refused("code of another client");
  if (grant.code.redeemed_at) {
    return GrantRefusal{.error = invalid_grant("code used twice"), .replay = Replay::yes};
  }
  if (grant.code.expires_at <= now) return refused("code expired");
  if (!is_alive(facts, now)) return refused("grant ended");
  if (!matches_redirect(request, grant.code)) return refused("redirect_uri mismatch");
  if (!verify_code_verifier(grant.code.code_challenge, request.code_verifier)) {
    // Who has the code and not the verifier has stolen it, and gets no second guess.
    return GrantRefusal{.error = invalid_grant("PKCE verification failed"), .replay = Replay::yes};
  }
  return {};
}

Task<Result<TokenResponse, OAuthError>> exchange_authorization_code(
    const TokenServices& services, AuthenticatedClient client, TokenRequest request
) {
  const auto& dependencies = services.dependencies;
  if (!request.code) co_return missing_parameter("code");
  // The authorization request has said them; here they are ignored, as by Logto (RFC 6749 4.1.3).
  request.access.scopes.reset();
  request.access.organization_id.reset();
  const auto code = parse_code(*request.code);
  if (!code) co_return invalid_grant("malformed code");
  const storage::GrantStore grants(dependencies.database, dependencies.tenant);
  auto facts = co_await grants.find(code->grant_id);
  if (!facts) co_return invalid_grant("unknown code");
  const auto decided =
      decide_code_exchange(request, *client, *code, *facts, dependencies.clock.now());
  if (!decided) co_return co_await refuse_grant(services, facts->grant, decided.error(), request);

  Redemption redemption{.facts = std::move(*facts)};
  co_return co_await redeem_grant(services, client, request, std::move(redemption));
}

}  // namespace daemun::oidc
