// A document that is the same for everybody: kept once, in both encodings, and sent without a copy.
#ifndef DAEMUN_HTTP_SHARED_DOCUMENT_H
#define DAEMUN_HTTP_SHARED_DOCUMENT_H

#include "http/request.h"
#include "http/response.h"

#include <memory>
#include <string>

namespace daemun::http {

class SharedDocument : public std::enable_shared_from_this<SharedDocument> {
 public:
  SharedDocument(std::string content_type, std::string text);

  // 200 with Cache-Control: no-cache, an ETag, and gzip for a client that takes it. Owned by a
  // shared_ptr, since the answer keeps it alive.
  Response answer(const Request& request) const;
  const std::string& text() const { return text_; }

 private:
  std::string content_type_;
  std::string text_;
  std::string gzip_;
  std::string etag_;
};

}  // namespace daemun::http

#endif
