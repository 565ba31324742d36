#include "experience/social_connector.h"

#include "base/log.h"
#include "domain/social_sign_in.h"

#include <utility>
#include <variant>
#include <vector>

#include "messages/messenger.h"
#include "messages/refusal.h"

namespace daemun::experience {
namespace {

using connectors::ConnectorError;

RequestError no_connector() {
  return {.code = "session.invalid_connector_id", .status = 422};
}

std::vector<SocialConnector> list_social(
    const Dependencies& dependencies, const std::vector<Connector>& all
) {
  std::vector<SocialConnector> found;
  for (const auto& connector : all) {
    const auto* factory =
        messages::find_factory(dependencies.messenger.equipment(), connector.factory_id);
    if (factory == nullptr || factory->social == nullptr) continue;
    auto target = connectors::target_of(*factory, connector.metadata);
    found.push_back({.connector = connector, .factory = factory, .target = std::move(target)});
  }
  return found;
}

// Of a factory's metadata, overlaid by the connector's, what a button needs.
json::object to_public(const SocialConnector& social) {
  json::object shown;
  for (const auto* name :
       {"id", "target", "name", "logo", "logoDark", "platform", "isStandard", "description"}) {
    const auto* own = social.connector.metadata.if_contains(name);
    const auto* common = social.factory->metadata.if_contains(name);
    if (own != nullptr) {
      shown[name] = *own;
    } else if (common != nullptr) {
      shown[name] = *common;
    }
  }
  shown["id"] = social.connector.id.value();
  shown["target"] = social.target;
  return shown;
}

}  // namespace

Task<Outcome<SocialConnector>> find_social_connector(
    const Dependencies* dependencies, std::string id
) {
  const auto all = co_await dependencies->settings.list_connectors();
  for (auto& social : list_social(*dependencies, *all)) {
    if (social.connector.id.value() == id) co_return std::move(social);
  }
  co_return no_connector();
}

Outcome<void> check_enabled(const SocialConnector& connector, const SignInExperience& settings) {
  if (parse_social_sign_in(settings.document).has(connector.target)) return {};
  return RequestError{.code = "user.sign_in_method_not_enabled", .status = 422};
}

Task<Outcome<void>> check_in_use(
    const Dependencies* dependencies,
    std::shared_ptr<const SignInExperience> settings,
    std::string connector_id
) {
  const auto found = co_await find_social_connector(dependencies, std::move(connector_id));
  if (!found) co_return found.error();
  co_return check_enabled(*found, *settings);
}

Task<json::array> list_public_connectors(const Dependencies* dependencies, json::object document) {
  const auto all = co_await dependencies->settings.list_connectors();
  const auto social = list_social(*dependencies, *all);
  json::array shown;
  for (const auto& target : parse_social_sign_in(document).targets) {
    for (const auto& one : social) {
      if (one.target == target) shown.push_back(to_public(one));
    }
  }
  co_return shown;
}

Task<Result<void, ConnectorError>> run_exchange(
    const Dependencies* dependencies, connectors::SocialExchange* exchange
) {
  while (const auto* request = std::get_if<net::Request>(&exchange->step())) {
    const auto answer = co_await dependencies->http.send(*request);
    if (!answer) co_return connectors::to_connector_error(answer.error());
    const auto read = exchange->read(*answer, dependencies->clock.now());
    if (!read) co_return read.error();
  }
  co_return Result<void, ConnectorError>();
}

RequestError to_public_error(const ConnectorError& error) {
  auto shown = messages::to_request_error(error);
  log_warning(
      "social.refused",
      {{"error", shown.code}, {"details", std::string(connectors::description_of(error))}}
  );
  shown.data = nullptr;
  shown.details.clear();
  if (error.code == connectors::ConnectorErrorCode::general)
    shown.data = json::object{{"message", "the sign-in at the service failed"}};
  return shown;
}

}  // namespace daemun::experience
