// Files that are part of the binary.
#ifndef DAEMUN_HTTP_STATIC_FILES_H
#define DAEMUN_HTTP_STATIC_FILES_H

#include "http/request.h"
#include "http/response.h"

#include <optional>
#include <span>
#include <string_view>

namespace daemun::http {

struct StaticFile {
  std::string_view path;  // "/assets/index-3f2a.js"
  std::string_view content_type;
  std::string_view bytes;
  std::string_view gzip_bytes;  // may be empty
  std::string_view etag;        // with its quotes
};

// The file of that path (compared as it is, so nothing outside the list can be reached), for GET
// and HEAD. Names under /assets/ carry a hash of their content and may be kept for ever.
std::optional<Response> serve_static(
    std::span<const StaticFile> files, const Request& request, std::string_view path
);

}  // namespace daemun::http

#endif
