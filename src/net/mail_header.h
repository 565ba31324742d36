// The head of a mail as it crosses the network (RFC 5322, RFC 2047): only ASCII, and nothing in a
// value begins another line.
#ifndef DAEMUN_NET_MAIL_HEADER_H
#define DAEMUN_NET_MAIL_HEADER_H

#include "base/clock.h"
#include "net/mail.h"

#include <string>
#include <string_view>
#include <vector>

namespace daemun::net {

// Whether every address is one address in ASCII, and every name, subject and header one line of
// UTF-8.
bool is_sendable(const Mail& mail);

// "Name: value", long ones folded; without those that describe the parts. The mail is sendable.
std::vector<std::string> to_header_lines(const Mail& mail);

// Text of a header: as it is in ASCII, else as encoded words.
std::string to_header_text(std::string_view text);
// "Ann" <ann@user.example>
std::string to_header_text(const Mailbox& mailbox);
// "Fri, 15 Jan 2027 08:00:00 +0000"
std::string to_mail_date(TimePoint time);

}  // namespace daemun::net

#endif
