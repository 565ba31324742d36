// A connector as a tenant has it: its kind, called a factory, and how that is configured.
#ifndef DAEMUN_DOMAIN_CONNECTOR_H
#define DAEMUN_DOMAIN_CONNECTOR_H

#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"

#include <string>

namespace daemun {

using ConnectorId = Id<struct ConnectorTag>;

struct Connector {
  ConnectorId id{};          // at most 128 characters
  std::string factory_id{};  // Logto's connectorId
  std::string type{};        // "Email", "Sms", "Social": a tenant has one of each of the first two
  json::object config{};     // holds secrets
  json::object metadata{};   // overrides the factory's: target, name, logo, logoDark
  bool sync_profile = false;
  bool enable_token_storage = false;
  TimePoint created_at{};
};

}  // namespace daemun

#endif
