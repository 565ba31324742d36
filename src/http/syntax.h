// The character classes and small grammars of HTTP that several files check.
#ifndef DAEMUN_HTTP_SYNTAX_H
#define DAEMUN_HTTP_SYNTAX_H

#include <string_view>

namespace daemun::http {

// RFC 9110 5.6.2: a header name, a method.
bool is_token(std::string_view text);
// RFC 9110 5.5: no control character but HTAB, so no way to end the line.
bool is_header_value(std::string_view text);
// A registered name of letters, digits, '.', '-' and '_', or an IPv6 address in brackets, with an
// optional port of 1 to 65535. Narrower than RFC 3986 3.2.2, which no host on the web needs.
bool is_host(std::string_view text);

}  // namespace daemun::http

#endif
