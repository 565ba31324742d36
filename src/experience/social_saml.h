// Signing in with the generic SAML connector, in the place of connectors/social: a visit to its
// provider (saml_visit.h), with the checks and keys of companies' providers.
#ifndef DAEMUN_EXPERIENCE_SOCIAL_SAML_H
#define DAEMUN_EXPERIENCE_SOCIAL_SAML_H

#include "base/task.h"
#include "connectors/social/social.h"
#include "experience/dependencies.h"
#include "experience/saml_visit.h"
#include "experience/social_connector.h"
#include "http/request.h"
#include "http/response.h"

#include <string>

namespace daemun::experience {

// Errors: 400 connector.invalid_config, invalid_metadata, invalid_certificate.
Outcome<BegunSamlVisit> begin_social_saml(
    const Dependencies& dependencies, const SocialConnector& social, VisitStart start
);

struct SocialSamlReturn {
  ConnectorId connector{};
  std::string visit{};
  json::object data{};
};
struct FinishedSocialVisit {
  connectors::SocialUser user{};
  storage::Plan plan{};  // so that it counts once
};
// Errors: those of finish_saml_visit.
Task<Result<FinishedSocialVisit, VisitFailure>> finish_social_saml(
    const Dependencies* dependencies, SocialSamlReturn returned
);

// POST /api/authn/saml/{connectorId} (saml_consumer.h). Errors, Logto's: 422
// session.invalid_connector_id, user.sign_in_method_not_enabled, 501 connector.not_implemented
// (another kind of connector), 400 connector.invalid_response (not the form), session.not_found (no
// visit of this connector has that RelayState and waits).
Task<http::Response> take_social_response(const Dependencies* dependencies, http::Request request);

}  // namespace daemun::experience

#endif
