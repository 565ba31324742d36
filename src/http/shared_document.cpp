#include "http/shared_document.h"

#include "http/compression.h"
#include "http/conditional.h"
#include "http/vary.h"

#include <utility>

namespace daemun::http {

SharedDocument::SharedDocument(std::string content_type, std::string text)
    : content_type_(std::move(content_type)),
      text_(std::move(text)),
      gzip_(to_gzip(text_)),
      etag_(to_etag(text_)) {}

Response SharedDocument::answer(const Request& request) const {
  Response response;
  response.set("Content-Type", content_type_);
  response.set("Cache-Control", "no-cache");
  response.set("ETag", etag_);
  add_vary(response, "Accept-Encoding");
  const bool is_zipped = accepts_gzip(request.header("accept-encoding").value_or(""));
  if (is_zipped) response.set("Content-Encoding", "gzip");
  response.shared = SharedBytes{is_zipped ? gzip_ : text_, shared_from_this()};
  return response;
}

}  // namespace daemun::http
