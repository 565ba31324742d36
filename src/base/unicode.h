// Functions that need Unicode's tables: normal forms and case, by ICU. Apart from text.h, so that
// who only splits words does not link them.
#ifndef DAEMUN_BASE_UNICODE_H
#define DAEMUN_BASE_UNICODE_H

#include <optional>
#include <string>
#include <string_view>

namespace daemun {

// Normalisation form C, for passwords (NIST SP 800-63B 5.1.1.2). Nothing for invalid UTF-8.
std::optional<std::string> to_nfc(std::string_view text);
// Lower case by Unicode's default mapping, as PostgreSQL's lower() under an ICU collation: for
// comparing what is shown, not for identifiers. Bytes that are not UTF-8 become U+FFFD.
std::string to_lower(std::string_view text);
// NFKC and full case folding: the canonical form under which an e-mail address or a
// case-insensitive user name is stored and looked up. Nothing for invalid UTF-8.
std::optional<std::string> to_nfkc_casefold(std::string_view text);

}  // namespace daemun

#endif
