#include "messages/equipment.h"

#include "connectors/registry.h"

namespace daemun::messages {

std::vector<const connectors::ConnectorFactory*> list_factories(const Equipment& equipment) {
  std::vector<const connectors::ConnectorFactory*> factories;
  for (const auto& factory : connectors::factories())
    factories.push_back(&factory);
  if (equipment.mock_folder.empty()) return factories;
  for (const auto& factory : connectors::mock_factories())
    factories.push_back(&factory);
  return factories;
}

const connectors::ConnectorFactory* find_factory(const Equipment& equipment, std::string_view id) {
  for (const auto* factory : list_factories(equipment)) {
    if (factory->id == id) return factory;
  }
  return nullptr;
}

}  // namespace daemun::messages
