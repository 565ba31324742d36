// The `jti` of a JWT access token with a grant: a random part, a dot, and the grant's id. It lets
// an exchanged token end with the grant, and finds the session that a call comes from. The id is no
// secret: it gives access to nothing.
#ifndef DAEMUN_DOMAIN_TOKEN_ID_H
#define DAEMUN_DOMAIN_TOKEN_ID_H

#include "base/id.h"

#include <optional>
#include <string>
#include <string_view>

namespace daemun {

std::string to_token_id(std::string_view random, const GrantId& grant);
// The grant in a `jti`; nothing for a text of another form.
std::optional<GrantId> parse_token_id(std::string_view jti);

}  // namespace daemun

#endif
