// The texts of the pages: the embedded /phrases/<language>.json, and before them those of the
// tenant, which may be in other languages as well.
#ifndef DAEMUN_EXPERIENCE_PAGES_PHRASES_H
#define DAEMUN_EXPERIENCE_PAGES_PHRASES_H

#include "base/json.h"
#include "domain/page_look.h"
#include "domain/sign_in_experience.h"
#include "http/request.h"
#include "http/static_files.h"

#include <optional>
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

// The same for /phrases/account/<language>.json: what the account center says beside the texts that
// it has from the sign-in pages. English where a language has no such file.
std::string account_phrases_json(
    std::span<const http::StaticFile> files,
    std::string_view language_tag,
    const std::vector<CustomPhrases>& custom
);

// One text of a JSON object of groups; nothing when there is none.
std::optional<std::string> find_page_text(
    std::string_view phrases, std::string_view group, std::string_view name
);

// The languages that the tenant adds to the built-in ones.
std::vector<std::string> added_languages(const std::vector<CustomPhrases>& custom);

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
