#include "management/connector_view.h"

namespace daemun::management {

json::object to_factory_json(const connectors::ConnectorFactory& factory) {
  json::object body{{"type", connectors::to_string(factory.type)}, {"isDemo", false}};
  for (const auto& member : factory.metadata)
    body[member.key()] = member.value();
  return body;
}

// As Logto, with the secrets of the configuration: the console's form shows them.
json::object to_connector_json(
    const Connector& connector, const connectors::ConnectorFactory& factory
) {
  auto body = to_factory_json(factory);
  for (const auto& member : connector.metadata)
    body[member.key()] = member.value();
  body["id"] = connector.id.value();
  body["connectorId"] = connector.factory_id;
  body["syncProfile"] = connector.sync_profile;
  body["enableTokenStorage"] = connector.enable_token_storage;
  body["config"] = connector.config;
  body["metadata"] = connector.metadata;
  body["extraInfo"] = json::object();
  return body;
}

}  // namespace daemun::management
