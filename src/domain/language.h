// The languages in which the server itself speaks, and how one is picked for a request.
#ifndef DAEMUN_DOMAIN_LANGUAGE_H
#define DAEMUN_DOMAIN_LANGUAGE_H

#include <optional>
#include <string_view>

namespace daemun {

enum class Language { en, ko };

inline constexpr Language all_languages[] = {Language::en, Language::ko};

// The BCP 47 tag: "en", "ko".
std::string_view to_string(Language language);

// By the primary subtag, ignoring case: "ko-KR" is ko. Nothing for a language that is not spoken.
std::optional<Language> parse_language(std::string_view tag);

// The first spoken one of `asked`, a space separated list of tags (OpenID Connect Core 3.1.2.1,
// ui_locales); else the one that an Accept-Language header likes best (RFC 9110 12.5.4), among
// equals the one named first; else English.
Language pick_language(std::string_view asked, std::string_view accept_language);

}  // namespace daemun

#endif
