// The kinds of connectors that there are: /connector-factories.
#include "management/answers.h"
#include "management/connector_view.h"
#include "management/dependencies.h"
#include "management/nouns.h"

#include <memory>

#include "messages/messenger.h"

namespace daemun::management {
namespace {

class ConnectorFactories {
 public:
  explicit ConnectorFactories(const Dependencies& dependencies)
      : equipment_(dependencies.messenger.equipment()) {}

  Answer list(Call) {
    const auto factories = messages::list_factories(equipment_);
    co_return list_reply(factories, std::nullopt, [](const auto* factory) {
      return to_factory_json(*factory);
    });
  }

  Answer show(Call call) {
    const auto* factory = messages::find_factory(equipment_, call.path_parameter("id"));
    if (factory == nullptr) co_return not_found();
    co_return Reply{.body = to_factory_json(*factory)};
  }

 private:
  const messages::Equipment& equipment_;
};

}  // namespace

Operations nouns::connector_factories(const Dependencies& dependencies) {
  const auto noun = std::make_shared<ConnectorFactories>(dependencies);
  using http::Method;
  return {
      {.method = Method::get,
       .path = "/connector-factories",
       .summary = "List the kinds of connectors",
       .reply = shape_of<std::vector<ConnectorKind>>(),
       .handler = handled_by(noun, &ConnectorFactories::list)},
      {.method = Method::get,
       .path = "/connector-factories/{id}",
       .summary = "Show a kind of connector",
       .reply = shape_of<ConnectorKind>(),
       .refusals = {404},
       .handler = handled_by(noun, &ConnectorFactories::show)},
  };
}

}  // namespace daemun::management
