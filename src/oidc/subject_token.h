// The tokens that a token exchange is handed (RFC 8693 2.1): the subject token says whose rights
// are passed on, the actor token who is going to use them.
#ifndef DAEMUN_OIDC_SUBJECT_TOKEN_H
#define DAEMUN_OIDC_SUBJECT_TOKEN_H

#include "domain/grant.h"
#include "domain/subject_token.h"
#include "jose/claims.h"
#include "oidc/issue.h"
#include "storage/personal_access_token_store.h"

#include <optional>
#include <string>
#include <string_view>

namespace daemun::oidc {

namespace token_type {
inline constexpr std::string_view access_token = "urn:ietf:params:oauth:token-type:access_token";
inline constexpr std::string_view impersonation_token = "urn:logto:token-type:impersonation_token";
inline constexpr std::string_view personal_access_token =
    "urn:logto:token-type:personal_access_token";
}  // namespace token_type

// The scopes that what is made of a token can have at most.
struct ScopeBounds {
  std::vector<std::string> scopes{};  // OIDC scopes
  // By resource indicator, and by the audience of one organization's tokens.
  ResourceScopes resource_scopes{};
};

// The user that a token stands for, once the token itself has proved good, and the rights that it
// passes on.
struct Subject {
  UserId user_id{};
  // The actor so far, when the token is itself a delegated one: a JSON object.
  std::optional<std::string> act{};
  // A token made from this one ends with its session.
  std::optional<SessionId> session_id{};
  bool is_offline = true;
  // And by then at the latest; nothing for a personal access token without expiry.
  std::optional<TimePoint> expires_at{};
  ExchangeSource source{};
  // A personal access token and an impersonation carry all of their user's rights, and no bound on
  // resources. Tokens made from them carry only the scopes that they were made with.
  bool has_own_rights = false;
  ScopeBounds bounds{};
  // To be consumed together with the exchange.
  std::optional<SubjectToken> impersonation{};
};

// Errors of all: invalid_grant. `issued_to` is the client that the token was issued to, null when
// it is gone: tokens of third-party applications stand for no more than their user agreed to.
Result<Subject, OAuthError> decide_opaque_subject(
    const OpaqueToken& token,
    const std::optional<GrantFacts>& facts,
    const ClientPtr& issued_to,
    TimePoint now
);
// `claims` of a verified access token of ours, and the grant that its `jti` names. A token of a
// version that named none passes on no more than its own audience and scopes, until it expires.
Result<Subject, OAuthError> decide_jwt_subject(
    const jose::Claims& claims,
    const std::optional<GrantFacts>& facts,
    const ClientPtr& issued_to,
    TimePoint now
);
Result<Subject, OAuthError> decide_impersonation(
    const std::optional<SubjectToken>& token, TimePoint now
);
Result<Subject, OAuthError> decide_personal_subject(
    const std::optional<storage::PersonalAccessTokenStore::Found>& token, TimePoint now
);
// How many times in a row what came of an exchange can be exchanged.
inline constexpr int max_exchange_depth = 10;

// The user of the actor token.
Result<UserId, OAuthError> decide_actor(
    const OpaqueToken& token,
    const std::optional<GrantFacts>& facts,
    const ClientPtr& issued_to,
    TimePoint now
);

// A token of a request, with its `..._token_type`.
struct PresentedSubject {
  std::string token{};
  std::string type{};
};

// Errors of both: invalid_grant.
Task<Result<Subject, OAuthError>> load_subject(
    const TokenServices& services, PresentedSubject presented
);
Task<Result<UserId, OAuthError>> load_actor(
    const TokenServices& services, PresentedSubject presented
);

// The `act` claim: the actor, with those who acted before inside (RFC 8693 4.1).
std::optional<std::string> make_act(
    const std::optional<UserId>& actor, const std::optional<std::string>& before
);

}  // namespace daemun::oidc

#endif
