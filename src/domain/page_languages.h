// The languages that the pages bring texts in (web/experience/phrases), which are Logto's, in its
// order: of several regions of one language the first is taken for a region that is not here.
#ifndef DAEMUN_DOMAIN_PAGE_LANGUAGES_H
#define DAEMUN_DOMAIN_PAGE_LANGUAGES_H

#include <string_view>

namespace daemun {

inline constexpr std::string_view page_languages[] = {
    "ar",    "cs",    "de",    "en", "es", "fa-IR", "fr",    "it",    "ja",    "ko",
    "pl-PL", "pt-PT", "pt-BR", "ru", "th", "tr-TR", "uk-UA", "zh-CN", "zh-HK", "zh-TW"};

}  // namespace daemun

#endif
