// The `jti` of a JWT access token: a random part, and after a dot the id of the grant behind it,
// when there is one. So what is made of the token in an exchange can end with the grant, and a
// caller's own session can be told from the others. The id alone opens nothing.
#ifndef DAEMUN_DOMAIN_TOKEN_ID_H
#define DAEMUN_DOMAIN_TOKEN_ID_H

#include "base/id.h"

#include <optional>
#include <string>
#include <string_view>

namespace daemun {

std::string make_token_id(std::string_view random, const GrantId& grant);
// The grant that it names; nothing for any other text.
std::optional<GrantId> parse_token_id(std::string_view jti);

}  // namespace daemun

#endif
