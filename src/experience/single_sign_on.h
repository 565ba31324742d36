// Enterprise sign-in apart from the steps of a dialogue: which connectors an address leads to, and
// what SAML providers see of this server.
#ifndef DAEMUN_EXPERIENCE_SINGLE_SIGN_ON_H
#define DAEMUN_EXPERIENCE_SINGLE_SIGN_ON_H

#include "base/task.h"
#include "experience/dependencies.h"
#include "http/request.h"
#include "http/response.h"

#include <cstddef>
#include <string>
#include <vector>

#include "api/described.h"

namespace daemun::experience {

struct ConnectorIds {
  std::vector<std::string> connector_ids{};
};
BOOST_DESCRIBE_STRUCT(ConnectorIds, (), (connector_ids))

// XML of 256 KiB as base64 in a form.
inline constexpr std::size_t max_saml_body_bytes = 512 * 1024;

class SingleSignOn {
 public:
  explicit SingleSignOn(Dependencies dependencies) : dependencies_(std::move(dependencies)) {}

  // GET /api/experience/sso-connectors?email=…: for a page with a dialogue. Errors: 400
  // session.not_found, guard.invalid_input.
  Task<http::Response> list_connectors(http::Request request);
  // POST /api/authn/single-sign-on/saml/{connectorId} (saml_consumer.h). Errors: 404
  // entity.not_found, connector.not_found, 400 connector.unexpected_type, guard.invalid_input, 422
  // user.sign_in_method_not_enabled, 404 session.connector_validation_session_not_found (no visit
  // of this connector has that RelayState and waits).
  Task<http::Response> take_response(http::Request request);
  // POST /api/authn/saml/{connectorId}: the same of the generic connector (social_saml.h).
  Task<http::Response> take_social_response(http::Request request);
  // GET …/metadata: of this server as a service provider. Errors: 404 entity.not_found, 400
  // connector.unexpected_type.
  Task<http::Response> show_metadata(http::Request request);

 private:
  Dependencies dependencies_;
};

}  // namespace daemun::experience

#endif
