// Addresses of mail, strictly: one address is never two, and nothing in it begins a header.
#ifndef DAEMUN_CONNECTORS_MAILBOX_H
#define DAEMUN_CONNECTORS_MAILBOX_H

#include "net/mail.h"

#include <optional>
#include <string>
#include <string_view>

namespace daemun::connectors {

// The address as a mail server takes it, its domain in the letters of the DNS. Nothing for more
// than one address, quotes, comments, blanks, and letters beyond ASCII before the '@', which only
// mail servers with SMTPUTF8 understand (RFC 6531).
std::optional<std::string> parse_address(std::string_view text);

// "Name <address>", a name or an address; what is missing comes from `fallback`. Nothing for an
// address that is none.
std::optional<net::Mailbox> parse_mailbox(std::string_view text, const net::Mailbox& fallback);

// "Name <address>", or the address alone when there is no name. The name loses what ends it.
std::string to_string(const net::Mailbox& mailbox);

}  // namespace daemun::connectors

#endif
