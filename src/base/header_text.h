// The characters of which the lines of an HTTP head are made: a server and a client check them
// alike.
#ifndef DAEMUN_BASE_HEADER_TEXT_H
#define DAEMUN_BASE_HEADER_TEXT_H

#include <string_view>

namespace daemun {

// RFC 9110 5.6.2: the name of a header or a cookie, a method.
bool is_token(std::string_view text);
// RFC 9110 5.5: no control character but HTAB, so no way to end the line.
bool is_header_value(std::string_view text);
// RFC 6265 4.1.1: may be empty. Nothing that ends a cookie or begins another one.
bool is_cookie_value(std::string_view text);
// RFC 6265 4.1.1
bool is_cookie_path(std::string_view text);

}  // namespace daemun

#endif
