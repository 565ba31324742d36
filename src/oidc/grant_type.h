// What a grant type is: it reads its own typed request, loads its facts and decides on a plan. The
// token endpoint does the rest (token.cpp): it applies the checks that no grant may forget, commits
// the plan and replies.
#ifndef DAEMUN_OIDC_GRANT_TYPE_H
#define DAEMUN_OIDC_GRANT_TYPE_H

#include "base/json.h"
#include "domain/grant.h"
#include "oidc/access_token.h"
#include "oidc/oauth_error.h"
#include "oidc/reference.h"
#include "oidc/subject_token.h"
#include "storage/sql.h"

#include <optional>
#include <variant>

namespace daemun::oidc {

// The client itself, with the rights of its own roles (RFC 6749 4.4).
struct ClientItself {};

// On whose behalf the tokens are: the client's own, a user's by a grant, or a user's by another
// token (RFC 8693). The endpoint checks each kind (granted_tokens.h).
using Holder = std::variant<ClientItself, GrantFacts, Subject>;

// How the exchange changes the grant.
enum class GrantChange {
  none,
  redeemed,  // its code is spent, and its refresh chain may begin
  rotated,   // its refresh chain moves to the next generation, which `holder` has already
  made,      // a new grant, for the token of an exchange
};

struct TokenPlan {
  Holder holder{};
  AccessRequest access{};  // the members of the request that this grant type takes
  GrantChange change = GrantChange::none;
  // For the reply. The endpoint makes the first one when a code is redeemed.
  std::optional<PresentedRefreshToken> refresh_token{};
  // Details of the audit line about the grant, committed with the plan. Nothing: the journal writes
  // the line.
  std::optional<json::object> audit{};
  storage::Plan spends{};  // committed with the change
};

// Whether what was issued from a code or refresh token must end with its refusal.
enum class Replay { no, yes };

struct GrantRefusal {
  OAuthError error{};
  Replay replay = Replay::no;
  std::optional<Grant> grant{};  // the one that the request presented, for the audit log
};

using Planned = Result<TokenPlan, GrantRefusal>;

}  // namespace daemun::oidc

#endif
