// How ID tokens and userinfo write what a user has: as Logto does (null for what is empty,
// milliseconds, phone numbers without '+'), or to the letter of OpenID Connect Core 5.1 and 5.3.2.
#ifndef DAEMUN_DOMAIN_CLAIMS_DIALECT_H
#define DAEMUN_DOMAIN_CLAIMS_DIALECT_H

#include <optional>
#include <string_view>

namespace daemun {

enum class ClaimsDialect { logto, standard };

std::string_view to_string(ClaimsDialect dialect);
std::optional<ClaimsDialect> parse_claims_dialect(std::string_view word);

}  // namespace daemun

#endif
