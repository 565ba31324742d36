// The person who has signed in, by the rules of OpenID Connect Core 3.1.3.7 and 12.2. A rule that
// concerns a value which this app sent (nonce, max_age) refuses a token that is silent about it.
#ifndef DAEMUN_AUTH_ID_TOKEN_H
#define DAEMUN_AUTH_ID_TOKEN_H

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "daemun/auth/client.h"
#include "daemun/auth/error.h"
#include "daemun/auth/token.h"
#include "jose/claims.h"
#include "jose/jwks.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::auth {

struct IdToken {
  // With the issuer the user's key; never an e-mail address (OpenID Connect Core 5.7).
  std::string issuer{};
  std::string subject{};
  std::string session_id{};
  std::optional<TimePoint> auth_time{};
  TimePoint issued_at{};
  TimePoint expires_at{};
  jose::Claims claims{json::object{}};
};

struct IdTokenRules {
  // As sent; empty when none was, and then the token may have none.
  std::string nonce{};
  std::optional<Seconds> max_age{};
  // Of the same answer, for at_hash and c_hash (OpenID Connect Core 3.1.3.6, 3.3.2.11). Empty: no
  // such token, and the hash is not looked at.
  Secret access_token{};
  Secret code{};
  // Audiences beside this client that are no surprise (3.1.3.7 rule 3).
  std::vector<std::string> trusted_audiences{};
  // For clocks that differ.
  Seconds leeway{30};
};

// The rules for the ID token that came for this code.
IdTokenRules make_id_token_rules(const ReceivedCode& received, const TokenSet& tokens);

// In this order (numbers of 3.1.3.7):
//   token_not_valid          6, 7, 2, 3, 9, 10: signature by one of the provider's algorithms, iss,
//   aud,
//                            exp, iat, sub
//   untrusted_audience       3
//   wrong_authorized_party   4, 5: azp must be there with several audiences, and be this client
//   missing_nonce, wrong_nonce, unexpected_nonce   11
//   missing_auth_time, authentication_too_old      13; missing_auth_time also for a malformed one
//   wrong_access_token_hash, wrong_code_hash       3.1.3.8, 3.3.2.10
Result<IdToken, AuthError> verify_id_token(
    std::string_view token,
    const jose::KeySet& keys,
    const Registration& registration,
    const IdTokenRules& rules,
    TimePoint now
);

// An ID token that this app has verified and kept where nobody else could change it. Nothing for no
// token.
std::optional<IdToken> restore_id_token(std::string_view token);

// An ID token that a refresh brought (OpenID Connect Core 12.2): the rules above without nonce, and
//   wrong_subject            iss or sub is another
//   changed_authentication   auth_time is another, or aud or azp is, or it is older than the one
//   before wrong_nonce              there is one, and not the original's
Result<IdToken, AuthError> verify_refreshed_id_token(
    std::string_view token,
    const jose::KeySet& keys,
    const Registration& registration,
    const IdToken& previous,
    TimePoint now
);

}  // namespace daemun::auth

#endif
