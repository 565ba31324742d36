// The table of all connectors.
#ifndef DAEMUN_CONNECTORS_REGISTRY_H
#define DAEMUN_CONNECTORS_REGISTRY_H

#include "connectors/connector.h"

#include <span>
#include <string_view>

namespace daemun::connectors {

// E-mail first, then SMS, then services that sign people in; each sort by id.
std::span<const ConnectorFactory> factories();
// Those that write what they are to send to a file: for tests, and not among the others.
std::span<const ConnectorFactory> mock_factories();
// Null for an unknown id.
const ConnectorFactory* find_factory(std::string_view id);

}  // namespace daemun::connectors

#endif
