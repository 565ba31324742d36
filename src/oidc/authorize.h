// GET and POST /oidc/auth, and GET /oidc/auth/{uid} after the dialogue: parse, load, decide, store,
// reply.
#ifndef DAEMUN_OIDC_AUTHORIZE_H
#define DAEMUN_OIDC_AUTHORIZE_H

#include "domain/device_authorization.h"
#include "http/request.h"
#include "http/response.h"
#include "oidc/authorization_decision.h"
#include "oidc/authorization_outcome.h"
#include "oidc/authorization_parameters.h"
#include "oidc/dependencies.h"
#include "oidc/key_ring.h"

namespace daemun::oidc {

class AuthorizationEndpoint {
 public:
  AuthorizationEndpoint(const Dependencies& dependencies, KeyRings& key_rings)
      : dependencies_(dependencies), key_rings_(key_rings) {}

  Task<http::Response> handle(http::Request request);
  Task<http::Response> resume(http::Request request);
  // Once a person has confirmed a device's code (device_verification.h): from here on it is an
  // authorization like any other, but the answer goes to the device.
  Task<http::Response> begin_device(http::Request request, DeviceAuthorization device);

 private:
  // The form that the client pushed before. Errors: invalid_request_uri.
  Task<Result<http::Form, OAuthError>> load_pushed_request(http::Form form);
  // The subject of the ID token that the request shows, if it shows one. Errors: invalid_request.
  Task<Result<std::optional<std::string>, OAuthError>> load_id_token_hint(
      http::Form form, ClientPtr client
  );
  // The live session of the request's cookie.
  Task<std::optional<Session>> load_session_of(const http::Request& request);
  // Adds what the tenant's settings and the session say.
  Task<AuthorizationFacts> load_facts(
      AuthorizationRequest authorization, ClientPtr client, AuthorizationFacts facts
  );
  // Decides, and does what was decided.
  Task<http::Response> advance(Passage passage);
  // Commits everything at once; the dialogue that ended here is consumed in the same plan, so that
  // it cannot end twice.
  Task<http::Response> finish(Passage passage, AuthorizationOutcome outcome);

  const Dependencies& dependencies_;
  KeyRings& key_rings_;
};

}  // namespace daemun::oidc

#endif
