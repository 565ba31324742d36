// The texts of the pages in each language, from the embedded /phrases/<language>.json.
#ifndef DAEMUN_EXPERIENCE_PAGES_PHRASES_H
#define DAEMUN_EXPERIENCE_PAGES_PHRASES_H

#include "base/json.h"
#include "domain/language.h"
#include "domain/sign_in_experience.h"
#include "http/request.h"
#include "http/static_files.h"

#include <span>
#include <string>
#include <string_view>

namespace daemun::experience {

// The file's bytes; "{}" in a build without pages.
std::string_view phrases_json(std::span<const http::StaticFile> files, Language language);

// The language of a page: `tags` that the request or its dialogue names, then Accept-Language where
// the tenant lets it decide, then the tenant's own.
Language pick_page_language(
    std::string_view tags, const http::Request& request, const SignInExperience& settings
);

}  // namespace daemun::experience

#endif
