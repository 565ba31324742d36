// What a service gave with a sign-in, from the proof to the end of the dialogue. The dialogue's row
// holds it sealed, for this dialogue and this account at the service; the end of the dialogue
// stores it for the user.
#ifndef DAEMUN_EXPERIENCE_KEPT_TOKENS_H
#define DAEMUN_EXPERIENCE_KEPT_TOKENS_H

#include "connectors/social/tokens.h"
#include "domain/token_secret.h"
#include "experience/enterprise_account.h"
#include "experience/step.h"
#include "storage/sql.h"

#include <string>

namespace daemun::experience {

// An account at a service, reached by a connector.
struct TokenOwner {
  TokenSource source{};
  std::string identity_id{};
};

// As they are kept, from the time when the service gave them.
TokenSet to_token_set(const connectors::SocialTokens& given, TimePoint now);

TokenOwner token_owner_of(const EnterpriseAccount& account);

// For the dialogue's state; empty when the service gave none.
std::string seal_tokens(
    const Call& call, const TokenOwner& owner, const connectors::SocialTokens& tokens
);

// Stores what seal_tokens has sealed for the user who has the account: behind what makes it the
// user's. Nothing for an empty text. Throws std::runtime_error on a text of another dialogue or
// account.
storage::Plan plan_tokens(
    const Call& call, const UserId& user, TokenOwner owner, const std::string& sealed
);

}  // namespace daemun::experience

#endif
