// The texts of the pages: the embedded /phrases/<language>.json, and before them those of the
// tenant, which may be in other languages as well.
#ifndef DAEMUN_EXPERIENCE_PAGES_PHRASES_H
#define DAEMUN_EXPERIENCE_PAGES_PHRASES_H

#include "base/json.h"
#include "domain/page_look.h"
#include "domain/sign_in_experience.h"
#include "http/request.h"
#include "http/static_files.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::experience {

// JSON text; "{}" in a build without pages. A language of the tenant's has the built-in texts of
// the same language below its own, or else the English ones.
std::string phrases_json(
    std::span<const http::StaticFile> files,
    std::string_view language_tag,
    const std::vector<CustomPhrases>& custom
);

// The language of a page: `tags` that the request or its dialogue names, then `?locale=` and
// Accept-Language where the tenant lets them decide, then the tenant's own, then English. A tag of
// the built-in or the tenant's languages.
std::string pick_page_language(
    std::string_view tags,
    const http::Request& request,
    const std::vector<CustomPhrases>& custom,
    const SignInExperience& settings
);

// The same for a person's visit: a language that was chosen on a page comes before `ui_locales`.
// The page keeps it in this cookie. Where the tenant fixes the language, nothing can be chosen.
inline constexpr std::string_view language_cookie_name = "_language";
std::string pick_visitor_language(
    std::string_view ui_locales,
    const http::Request& request,
    const std::vector<CustomPhrases>& custom,
    const SignInExperience& settings
);

}  // namespace daemun::experience

#endif
