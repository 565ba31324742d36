// A document that few ask for: made when the first one does, so that a start and an idle server do
// not pay for it (the Management API's takes 0.5 MB, and several while it is made).
#ifndef DAEMUN_HTTP_LAZY_DOCUMENT_H
#define DAEMUN_HTTP_LAZY_DOCUMENT_H

#include "http/shared_document.h"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace daemun::http {

class LazyDocument {
 public:
  // `make` is called once, from any thread, and outlived by what it refers to.
  LazyDocument(std::string content_type, std::function<std::string()> make)
      : content_type_(std::move(content_type)), make_(std::move(make)) {}

  Response answer(const Request& request) const { return document().answer(request); }
  const std::string& text() const { return document().text(); }

 private:
  const SharedDocument& document() const {
    std::call_once(once_, [this] {
      document_ = std::make_shared<const SharedDocument>(content_type_, make_());
    });
    return *document_;
  }

  std::string content_type_;
  std::function<std::string()> make_;
  mutable std::once_flag once_{};
  mutable std::shared_ptr<const SharedDocument> document_{};
};

}  // namespace daemun::http

#endif
