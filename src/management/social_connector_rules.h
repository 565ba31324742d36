// What a connector that signs people in may be: Logto's rules for targets and metadata.
#ifndef DAEMUN_MANAGEMENT_SOCIAL_CONNECTOR_RULES_H
#define DAEMUN_MANAGEMENT_SOCIAL_CONNECTOR_RULES_H

#include "base/json.h"
#include "connectors/connector.h"
#include "domain/connector.h"

#include <optional>
#include <string>
#include <vector>

#include "api/request_error.h"
#include "messages/equipment.h"

namespace daemun::management {

struct NewSocialConnector {
  const connectors::ConnectorFactory& factory;
  const std::optional<json::object>& metadata;  // as it was sent
  const std::vector<Connector>& all;            // of the tenant
  const messages::Equipment& equipment;
};
// Errors, in this order: 400 connector.should_specify_target, guard.invalid_input (a target that is
// no name), 400 connector.cannot_overwrite_metadata_for_non_standard_connector, 422
// connector.multiple_instances_not_supported, connector.multiple_target_with_same_platform.
api::Outcome<void> check_new_connector(const NewSocialConnector& facts);

// Errors: 400 connector.cannot_overwrite_metadata_for_non_standard_connector,
// connector.can_not_modify_target.
api::Outcome<void> check_metadata_change(
    const Connector& connector,
    const connectors::ConnectorFactory& factory,
    const json::object& metadata
);

// The targets of the list that a connector has.
std::vector<std::string> known_targets(
    std::vector<std::string> targets,
    const std::vector<Connector>& all,
    const messages::Equipment& equipment
);

}  // namespace daemun::management

#endif
