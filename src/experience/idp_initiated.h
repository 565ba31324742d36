// A sign-in that a company's SAML provider begins on its own, in the way that the connector's
// configuration allows; without one there is none. The response is for no request of this browser,
// so it signs nobody in by itself: it becomes a short session of its own, which the next dialogue
// of the browser at that connector uses in the place of a visit.
#ifndef DAEMUN_EXPERIENCE_IDP_INITIATED_H
#define DAEMUN_EXPERIENCE_IDP_INITIATED_H

#include "base/task.h"
#include "domain/sso_connector.h"
#include "experience/dependencies.h"
#include "http/request.h"
#include "http/response.h"

#include <string>

namespace daemun::experience {

struct UnaskedResponse {
  SsoConnector connector{};
  std::string text{};  // the field SAMLResponse
};
// To the application that the configuration names, where it is still registered. Errors: 404
// session.connector_validation_session_not_found (no configuration, or a target that is not
// registered), 401 connector.authorization_failed (any bad response).
Task<http::Response> begin_by_provider(
    const Dependencies* dependencies, http::Request request, UnaskedResponse unasked
);

}  // namespace daemun::experience

#endif
