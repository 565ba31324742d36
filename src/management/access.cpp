#include "management/access.h"

#include "base/text.h"
#include "management/verified_token.h"
#include "storage/account_deletion_store.h"
#include "storage/grant_store.h"
#include "storage/user_store.h"

#include <string>
#include <utility>

namespace daemun::management {
namespace {

using api::RequestError;

constexpr std::string_view required_scope = "all";

struct Cause {
  std::string_view code;
  std::string_view name;
};

Cause to_cause(jose::JoseError::Code code) {
  using Code = jose::JoseError::Code;
  switch (code) {
    case Code::expired:
      return {"ERR_JWT_EXPIRED", "JWTExpired"};
    case Code::bad_signature:
      return {"ERR_JWS_SIGNATURE_VERIFICATION_FAILED", "JWSSignatureVerificationFailed"};
    case Code::unknown_key:
      return {"ERR_JWKS_NO_MATCHING_KEY", "JWKSNoMatchingKey"};
    case Code::missing_claim:
    case Code::bad_claim:
    case Code::wrong_type:
    case Code::wrong_issuer:
    case Code::wrong_audience:
    case Code::not_yet_valid:
    case Code::issued_in_future:
      return {"ERR_JWT_CLAIM_VALIDATION_FAILED", "JWTClaimValidationFailed"};
    default:
      return {"ERR_JWS_INVALID", "JWSInvalid"};
  }
}

RequestError refuse(std::string code) {
  return RequestError{.code = std::move(code), .status = 401};
}

}  // namespace

api::Outcome<std::string> decide_access(const jose::Claims& claims) {
  const auto caller = claims.sub().value_or("");
  if (caller.empty()) return refuse("auth.jwt_sub_missing");
  for (const auto& scope : split_words(claims.scope().value_or(""))) {
    if (scope == required_scope) return std::string(caller);
  }
  return RequestError{.code = "auth.forbidden", .status = 403};
}

RequestError unauthorized(jose::JoseError::Code code) {
  const auto cause = to_cause(code);
  auto error = refuse("auth.unauthorized");
  error.data = json::object{{"code", cause.code}, {"name", cause.name}};
  return error;
}

Caller::Kind kind_of(const jose::Claims& claims) {
  const bool is_machine = claims.sub().value_or("") == claims.client_id().value_or("");
  return is_machine ? Caller::Kind::machine : Caller::Kind::person;
}

// A person's token ends at once with the account and with its grant (sign-out, new password), not
// up to an hour later. Errors: 401 auth.unauthorized.
Task<api::Outcome<void>> check_person(
    const Dependencies& dependencies, TenantId tenant, jose::Claims claims
) {
  const std::string subject(claims.sub().value_or(""));
  if (subject.empty() || kind_of(claims) == Caller::Kind::machine) co_return api::Outcome<void>();
  bool is_good = false;
  if (auto grant = parse_token_id(claims.jti().value_or(""))) {
    const storage::GrantStore grants(dependencies.database, std::move(tenant));
    const auto facts = co_await grants.find(std::move(*grant));
    is_good = facts && facts->grant.user_id == UserId(subject) &&
              is_alive(*facts, dependencies.clock.now());
  } else {
    // Issued by an earlier version.
    const storage::UserStore users(dependencies.database, tenant);
    const auto user = co_await users.find(UserId(subject));
    const storage::AccountDeletionStore deletions(dependencies.database, tenant);
    const auto leaving = co_await deletions.find(UserId(subject));
    is_good = user && !user->is_suspended && !leaving;
  }
  if (!is_good) co_return unauthorized(jose::JoseError::Code::bad_claim);
  co_return api::Outcome<void>();
}

Task<api::Outcome<VerifiedToken>> verify_token(
    const Dependencies* dependencies, std::string token, std::string audience
) {
  auto refusal = unauthorized(jose::JoseError::Code::bad_signature);
  for (const auto& trusted : dependencies->issuers) {
    const auto keys = co_await trusted.load_keys();
    const jose::Expectations expectations{
        .issuer = trusted.issuer,
        .audience = audience,
        .type = jose::TokenType::access_token,
    };
    const auto claims = jose::verify(token, *keys, expectations, dependencies->clock.now());
    if (claims) {
      const auto person = co_await check_person(*dependencies, trusted.tenant, *claims);
      if (!person) co_return person.error();
      co_return VerifiedToken{.claims = *claims, .tenant = trusted.tenant};
    }
    // The issuer whose key it is has the better reason.
    if (claims.error().code != jose::JoseError::Code::unknown_key) {
      refusal = unauthorized(claims.error().code);
    }
  }
  co_return refusal;
}

Task<api::Outcome<Caller>> check_access(const Dependencies& dependencies, http::Request request) {
  const auto bearer = parse_bearer(request);
  if (!bearer) co_return bearer.error();
  std::string token(*bearer);
  const auto verified =
      co_await verify_token(&dependencies, std::move(token), dependencies.audience());
  if (!verified) co_return verified.error();
  const auto& claims = verified->claims;
  auto id = decide_access(claims);
  if (!id) co_return id.error();
  co_return Caller{
      .id = *std::move(id),
      .grant = parse_token_id(claims.jti().value_or("")),
      .kind = kind_of(claims)};
}

}  // namespace daemun::management
