// Text forms of bytes: base64url and base64 (RFC 4648), hexadecimal, percent and form encoding.
// Decoders are strict: one text for each value, nothing skipped.
#ifndef DAEMUN_BASE_ENCODING_H
#define DAEMUN_BASE_ENCODING_H

#include <optional>
#include <string>
#include <string_view>

namespace daemun {

// Without padding (RFC 7515 2).
std::string to_base64url(std::string_view bytes);
// The same at the end of `out`.
void append_base64url(std::string& out, std::string_view bytes);
// Nothing on padding, a foreign character or non-zero trailing bits.
std::optional<std::string> parse_base64url(std::string_view text);

// With padding (RFC 4648 4).
std::string to_base64(std::string_view bytes);
// Nothing on missing padding, a foreign character or non-zero trailing bits.
std::optional<std::string> parse_base64(std::string_view text);

// Lower case.
std::string to_hex(std::string_view bytes);
// Either case; nothing on an odd length or a foreign character.
std::optional<std::string> parse_hex(std::string_view text);

// Percent-encodes all but RFC 3986's unreserved characters.
std::string to_percent_encoded(std::string_view text);
// Nothing on a broken escape or a NUL.
std::optional<std::string> parse_percent_encoded(std::string_view text);

// application/x-www-form-urlencoded: as above with space as '+' (WHATWG URL 5).
std::string to_form_encoded(std::string_view text);
// '+' is a space; nothing on a broken escape.
std::optional<std::string> parse_form_encoded(std::string_view text);

// For HTML text and double-quoted attribute values.
std::string to_html_escaped(std::string_view text);

}  // namespace daemun

#endif
