// Addresses of e-mail that another service names as its user's.
#ifndef DAEMUN_DOMAIN_FOREIGN_EMAIL_H
#define DAEMUN_DOMAIN_FOREIGN_EMAIL_H

#include <optional>
#include <string>
#include <string_view>

namespace daemun {

// The canonical address, as parse_identifier has it; nothing when it can be none, and nothing for
// one whose canonical form is made of other characters than it is written with: a full-width "@" or
// letter, another dot, a Kelvin sign, "ß" for "ss". A service that keeps those apart vouches for
// another mailbox, and our canonical form would hand its user somebody's account.
std::optional<std::string> parse_foreign_email(std::string_view text);

}  // namespace daemun

#endif
