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

// JSON text; "{}" in a build without pages. A language that the server does not bring has the texts
// of the tenant's fallback language where the tenant wrote none.
std::string phrases_json(
    std::span<const http::StaticFile> files,
    std::string_view language_tag,
    const std::vector<CustomPhrases>& custom,
    const SignInExperience& settings
);

// The language of a page: `tags` that the request or its dialogue names, then Accept-Language where
// the tenant lets it decide, then the tenant's own. A tag of the server's or the tenant's
// languages.
std::string pick_page_language(
    std::string_view tags,
    const http::Request& request,
    const std::vector<CustomPhrases>& custom,
    const SignInExperience& settings
);

}  // namespace daemun::experience

#endif
