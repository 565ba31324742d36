#include "http/static_files.h"

#include "http/compression.h"
#include "http/conditional.h"
#include "http/vary.h"

#include <algorithm>

namespace daemun::http {

namespace {

// Both variants of a file have one ETag, which only a weak one may be (RFC 9110 8.8.1).
std::string to_weak(std::string_view etag) {
  return etag.starts_with("W/") ? std::string(etag) : "W/" + std::string(etag);
}

}  // namespace

std::optional<Response> serve_static(
    std::span<const StaticFile> files, const Request& request, std::string_view path
) {
  if (request.method != Method::get && request.method != Method::head) return std::nullopt;
  const auto file = std::find_if(files.begin(), files.end(), [path](const StaticFile& candidate) {
    return candidate.path == path;
  });
  if (file == files.end()) return std::nullopt;

  Response response;
  const bool hashed = path.find("/assets/") != std::string_view::npos;
  response.add("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
  if (!file->etag.empty()) response.add("ETag", to_weak(file->etag));
  if (!file->gzip_bytes.empty()) add_vary(response, "Accept-Encoding");

  const auto if_none_match = request.header("if-none-match");
  if (if_none_match && !file->etag.empty() && matches_etag(*if_none_match, file->etag)) {
    response.status = 304;
    return response;
  }
  response.add("Content-Type", file->content_type);
  const auto encodings = request.header("accept-encoding").value_or("");
  if (!file->gzip_bytes.empty() && accepts_gzip(encodings)) {
    response.add("Content-Encoding", "gzip");
    response.shared = SharedBytes{file->gzip_bytes};
  } else {
    response.shared = SharedBytes{file->bytes};
  }
  return response;
}

}  // namespace daemun::http
