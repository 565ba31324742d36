// The tenant's connectors that sign people in: which are in use, and the round trip to the service.
#ifndef DAEMUN_EXPERIENCE_SOCIAL_CONNECTOR_H
#define DAEMUN_EXPERIENCE_SOCIAL_CONNECTOR_H

#include "base/json.h"
#include "base/task.h"
#include "connectors/social/exchange.h"
#include "domain/connector.h"
#include "domain/sign_in_experience.h"
#include "experience/dependencies.h"
#include "experience/request_error.h"
#include "experience/social_identity.h"

#include <memory>
#include <optional>
#include <string>

namespace daemun::experience {

struct SocialConnector {
  Connector connector{};
  const connectors::ConnectorFactory* factory = nullptr;
  std::string target{};
};

// Errors: 422 session.invalid_connector_id (no such connector, or one that sends messages).
Task<Outcome<SocialConnector>> find_social_connector(
    const Dependencies* dependencies, std::string id
);

// Errors: 422 user.sign_in_method_not_enabled: the tenant's pages do not offer it.
Outcome<void> check_enabled(const SocialConnector& connector, const SignInExperience& settings);

// Whether the connector of an identity that was proven earlier is still in use. Errors: those of
// the two above.
Task<Outcome<void>> check_in_use(
    const Dependencies* dependencies,
    std::shared_ptr<const SignInExperience> settings,
    std::string connector_id
);

// As Logto's pages have it: all connectors of the targets that are in use, in their order.
Task<json::array> list_public_connectors(const Dependencies* dependencies, json::object document);

// The requests to the service, one after the other, each within its time, until step() is an
// account.
Task<Result<void, connectors::ConnectorError>> run_exchange(
    const Dependencies* dependencies, connectors::SocialExchange* exchange
);

// For the person who signs in: the code says enough, a configuration and the answers of a service
// are for administrators.
RequestError to_public_error(const connectors::ConnectorError& error);

}  // namespace daemun::experience

#endif
