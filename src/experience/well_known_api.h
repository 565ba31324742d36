// Public data for sign-in pages, before any dialogue: settings and texts.
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

  // GET /api/.well-known/sign-in-exp and GET /api/.well-known/experience; as the pages of an
  // application (?appId=) or an organization (?organizationId=) show it.
  Task<http::Response> show_settings(http::Request request);
  // GET /api/.well-known/phrases?lng=ko
  Task<http::Response> show_phrases(http::Request request);
  // GET /api/.well-known/account-center
  Task<http::Response> show_account_center(http::Request request);
  // GET /.well-known/webauthn: on which other origins browsers may use the passkeys of this host
  // (WebAuthn Level 3, 5.11.1).
  Task<http::Response> show_related_origins(http::Request request);

 private:
  Dependencies dependencies_;
  std::span<const http::StaticFile> files_;
};

}  // namespace daemun::experience

#endif
