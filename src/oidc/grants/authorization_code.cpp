#include "oidc/grants/authorization_code.h"

#include "base/text.h"
#include "crypto/digest.h"
#include "oidc/parameters.h"
#include "oidc/pkce.h"
#include "storage/grant_store.h"

namespace daemun::oidc {
namespace {

// RFC 6749 4.1.3: repeated when the authorization request had it, and then to the letter.
bool matches_redirect(const CodeRequest& request, const CodeState& code) {
  if (!request.redirect_uri) return !code.redirect_uri_given;
  return *request.redirect_uri == code.redirect_uri;
}

}  // namespace

Result<CodeRequest, OAuthError> parse_code_request(const http::Form& form, AccessRequest access) {
  auto code = require_parameter(form, "code");
  if (!code) return code.error();
  return CodeRequest{
      .code = *std::move(code),
      .redirect_uri = find_parameter(form, "redirect_uri"),
      .code_verifier = find_parameter(form, "code_verifier"),
      .resource = std::move(access.resource),
  };
}

Planned decide_code_exchange(
    const CodeRequest& request,
    const Application& client,
    const PresentedCode& code,
    GrantFacts facts,
    TimePoint now
) {
  const Grant& grant = facts.grant;
  const auto refused = [&](const char* reason, Replay replay = Replay::no) {
    return GrantRefusal{
        .error = invalid_grant(reason), .replay = replay, .grant = std::move(facts.grant)};
  };
  if (!equals_in_constant_time(grant.code.secret_hash, crypto::sha256(code.secret.reveal()))) {
    return refused("wrong code secret");
  }
  if (grant.client_id != client.id) return refused("code of another client");
  if (grant.code.redeemed_at) return refused("code used twice", Replay::yes);
  if (grant.code.expires_at <= now) return refused("code expired");
  if (!is_alive(facts, now)) return refused("grant ended");
  if (!matches_redirect(request, grant.code)) return refused("redirect_uri mismatch");
  if (!verify_code_verifier(grant.code.code_challenge, request.code_verifier)) {
    // A code without its verifier is a stolen one, and gets no second guess.
    return refused("PKCE verification failed", Replay::yes);
  }
  return TokenPlan{
      .holder = std::move(facts),
      .access = {.resource = request.resource},
      .change = GrantChange::redeemed,
      .audit = json::object(),
  };
}

Task<Planned> plan_code_exchange(
    const TokenServices& services, AuthenticatedClient client, CodeRequest request
) {
  const auto& dependencies = services.dependencies;
  const auto code = parse_code(request.code);
  if (!code) co_return GrantRefusal{.error = invalid_grant("malformed code")};
  const storage::GrantStore grants(dependencies.database, dependencies.tenant);
  auto facts = co_await grants.find(code->grant_id);
  if (!facts) co_return GrantRefusal{.error = invalid_grant("unknown code")};
  co_return decide_code_exchange(
      request, *client, *code, *std::move(facts), dependencies.clock.now()
  );
}

}  // namespace daemun::oidc
