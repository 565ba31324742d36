#include "management/social_connector_rules.h"

#include "base/header_text.h"
#include "connectors/social/social.h"

#include <algorithm>
#include <utility>

#include "api/json_body.h"

namespace daemun::management {
namespace {

using api::Outcome;
using api::RequestError;
using connectors::ConnectorFactory;

constexpr std::size_t max_target_bytes = 64;

RequestError refusal(int status, std::string_view code) {
  return {.code = "connector." + std::string(code), .status = status};
}

const ConnectorFactory* social_factory_of(
    const Connector& connector, const messages::Equipment& equipment
) {
  const auto* factory = messages::find_factory(equipment, connector.factory_id);
  return factory != nullptr && factory->social != nullptr ? factory : nullptr;
}

// It is a member's name, and stands in paths and tokens.
bool is_target(std::string_view target) {
  return target.size() <= max_target_bytes && is_token(target);
}

Outcome<void> check_target(const NewSocialConnector& facts, const std::string& target) {
  for (const auto& connector : facts.all) {
    const auto* factory = social_factory_of(connector, facts.equipment);
    if (factory == nullptr || target_of(*factory, connector.metadata) != target) continue;
    auto error = refusal(422, "multiple_target_with_same_platform");
    error.data =
        json::object{{"connectorId", factory->id}, {"connectorName", factory->metadata.at("name")}};
    return error;
  }
  return {};
}

Outcome<std::string> parse_target(const NewSocialConnector& facts) {
  const auto& metadata = facts.metadata;
  if (!facts.factory.is_standard) {
    if (metadata) return refusal(400, "cannot_overwrite_metadata_for_non_standard_connector");
    return facts.factory.target;
  }
  const auto target = metadata ? find_string(*metadata, "target") : std::nullopt;
  if (!target || target->empty()) return refusal(400, "should_specify_target");
  if (!is_target(*target)) return api::invalid_input("body.metadata.target must be a name");
  return std::string(*target);
}

}  // namespace

Outcome<void> check_new_connector(const NewSocialConnector& facts) {
  const auto target = parse_target(facts);
  if (!target) return target.error();
  const bool is_second = !facts.factory.is_standard &&
                         std::any_of(facts.all.begin(), facts.all.end(), [&](const Connector& one) {
                           return one.factory_id == facts.factory.id;
                         });
  if (is_second) return refusal(422, "multiple_instances_not_supported");
  return check_target(facts, *target);
}

Outcome<void> check_metadata_change(
    const Connector& connector, const ConnectorFactory& factory, const json::object& metadata
) {
  if (!factory.is_standard)
    return refusal(400, "cannot_overwrite_metadata_for_non_standard_connector");
  if (find_string(metadata, "target") == target_of(factory, connector.metadata)) return {};
  return refusal(400, "can_not_modify_target");
}

std::vector<std::string> known_targets(
    std::vector<std::string> targets,
    const std::vector<Connector>& all,
    const messages::Equipment& equipment
) {
  std::erase_if(targets, [&](const std::string& target) {
    return std::none_of(all.begin(), all.end(), [&](const Connector& connector) {
      const auto* factory = social_factory_of(connector, equipment);
      return factory != nullptr && target_of(*factory, connector.metadata) == target;
    });
  });
  return targets;
}

}  // namespace daemun::management
