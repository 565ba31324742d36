// The browser files that the build puts into the binary (tools/cmake/embed.cmake writes the table).
#ifndef DAEMUN_EXPERIENCE_PAGES_EMBEDDED_H
#define DAEMUN_EXPERIENCE_PAGES_EMBEDDED_H

#include "http/static_files.h"

#include <span>

namespace daemun::experience {

// Paths are those below web/experience/dist, with a leading slash. Empty in a build without pages.
std::span<const http::StaticFile> embedded_files();

}  // namespace daemun::experience

#endif
