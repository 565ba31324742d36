// GET and POST /oidc/auth, and GET /oidc/auth/{uid} after the dialogue: parse, load, decide, store,
// reply.
#ifndef DAEMUN_OIDC_AUTHORIZE_H
#define DAEMUN_OIDC_AUTHORIZE_H

#include "domain/device_authorization.h"
#include "http/request.h"
#include "http/response.h"
#include "oidc/authorization_decision.h"
#include "oidc/authorization_parameters.h"
#include "oidc/dependencies.h"
#include "oidc/key_ring.h"
#include "storage/sql.h"

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
  // One authorization on its way, from whichever of the two doors.
  struct Passage {
    http::Request request{};
    ClientPtr client{};
    AuthorizationRequest authorization{};
    ResponseTarget target{};
    AuthorizationFacts facts{};
    std::optional<Interaction> interaction{};     // the dialogue that has just ended
    std::optional<std::string> session_cookie{};  // when the session is new or renewed
    storage::Plan plan{};                         // writes so far
  };

  Task<Result<http::Form, OAuthError>> load_pushed_request(http::Form form);
  Task<std::optional<OAuthError>> read_id_token_hint(http::Form form, Passage* passage);
  Task<void> begin_session(Passage* passage);
  Task<void> load_facts(Passage* passage);
  Task<http::Response> advance(Passage passage);
  Task<http::Response> interact(Passage passage, Interact decision);
  Task<http::Response> issue_code(Passage passage, IssueCode decision);
  Task<http::Response> approve_device(Passage passage, IssueCode decision);
  // The grant that the decision makes, without a code, and what the session keeps of it.
  Grant add_grant(Passage& passage, const IssueCode& decision);
  Task<void> renew_session(Passage* passage);
  Task<http::Response> refuse(Passage passage, OAuthError error);
  Task<http::Response> finish(Passage passage, http::Response response);
  storage::Statement audit(const Passage& passage, std::string key, const Interaction& interaction)
      const;
  void forget_dialogue(http::Response& response, const Passage& passage) const;
  http::Response lost_dialogue(const http::Request& request, std::string description) const;

  const Dependencies& dependencies_;
  KeyRings& key_rings_;
};

}  // namespace daemun::oidc

#endif
