// A company's identity provider tells that a session or a person has ended there (OpenID Connect
// Back-Channel Logout 1.0): the sessions that were begun with it end here, and the applications are
// told in turn.
#ifndef DAEMUN_EXPERIENCE_PROVIDER_LOGOUT_H
#define DAEMUN_EXPERIENCE_PROVIDER_LOGOUT_H

#include "base/result.h"
#include "base/task.h"
#include "daemun/auth/error.h"
#include "domain/sso_connector.h"
#include "experience/dependencies.h"
#include "http/request.h"
#include "http/response.h"

#include <cstddef>
#include <string>
#include <utility>

namespace daemun::experience {

class ProviderLogout {
 public:
  explicit ProviderLogout(Dependencies dependencies) : dependencies_(std::move(dependencies)) {}

  // POST /api/authn/back-channel-logout/{connectorId}: 200 when the sessions are gone, also when
  // there were none; 400 {error, error_description} otherwise. The token alone proves who speaks.
  Task<http::Response> take(http::Request request);

 private:
  Task<Result<void, auth::AuthError>> end_sessions(SsoConnector connector, http::Request request);

  Dependencies dependencies_;
};

}  // namespace daemun::experience

#endif
