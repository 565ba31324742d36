// The small grammars of HTTP that several files check; base/header_text.h has the characters of
// lines.
#ifndef DAEMUN_HTTP_SYNTAX_H
#define DAEMUN_HTTP_SYNTAX_H

#include <string_view>

namespace daemun::http {

// A registered name of letters, digits, '.', '-' and '_', or an IPv6 address in brackets, with an
// optional port of 1 to 65535. Narrower than RFC 3986 3.2.2, which no host on the web needs.
bool is_host(std::string_view text);

}  // namespace daemun::http

#endif
