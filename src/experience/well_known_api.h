// What sign-in pages may know before a dialogue: settings and texts.
#ifndef DAEMUN_EXPERIENCE_WELL_KNOWN_API_H
#define DAEMUN_EXPERIENCE_WELL_KNOWN_API_H

#include "base/task.h"
#include "experience/dependencies.h"
#include "experience/pages/embedded.h"
#include "http/request.h"
#include "http/response.h"

#include <span>

namespace daemun::experience {

class WellKnownApi {
 public:
  explicit WellKnownApi(
      Dependencies dependencies, std::span<const http::StaticFile> files = embedded_files()
  );

  // GET /api/.well-known/sign-in-exp and GET /api/.well-known/experience
  Task<http::Response> show_settings(http::Request request);
  // GET /api/.well-known/phrases?lng=ko
  Task<http::Response> show_phrases(http::Request request);

 private:
  Dependencies dependencies_;
  std::span<const http::StaticFile> files_;
};

}  // namespace daemun::experience

#endif
