// For how many people a connector is the only way in, before it is deleted:
// /connectors/{id}/dependent-users and /sso-connectors/{id}/dependent-users. Ours.
#include "storage/dependent_users.h"

#include "connectors/social/social.h"
#include "management/answers.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "storage/connector_store.h"
#include "storage/sso_connector_store.h"

#include <memory>
#include <utility>

#include "messages/equipment.h"
#include "messages/messenger.h"
#include "sso/service.h"

namespace daemun::management {
namespace {

using api::RequestError;

struct DependentUsersView {
  Number<> users{};
};
BOOST_DESCRIBE_STRUCT(DependentUsersView, (), (users))

class DependentUsers {
 public:
  explicit DependentUsers(const Dependencies& dependencies)
      : dependencies_(dependencies),
        connectors_(dependencies.database, dependencies.vault, dependencies.tenant),
        sso_connectors_(dependencies.database, dependencies.vault, dependencies.tenant),
        users_(dependencies.database, dependencies.tenant) {}

  Answer count_social(Call call) {
    const auto id = call.path_parameter("id");
    const auto all = co_await connectors_.list();
    for (const auto& connector : all) {
      const auto* factory =
          messages::find_factory(dependencies_.messenger.equipment(), connector.factory_id);
      if (connector.id.value() != id || factory == nullptr) continue;
      if (factory->social == nullptr)
        co_return RequestError{.code = "connector.unexpected_type", .status = 400};
      auto target = connectors::target_of(*factory, connector.metadata);
      auto ways = co_await load_ways();
      const auto users = co_await users_.count_by_target(std::move(target), std::move(ways));
      co_return reply_of(DependentUsersView{users});
    }
    co_return not_found();
  }

  Answer count_enterprise(Call call) {
    const auto id = call.path_parameter("id");
    const auto all = co_await sso_connectors_.list();
    for (const auto& connector : all) {
      if (connector.id.value() != id) continue;
      auto ways = co_await load_ways();
      const auto users = co_await users_.count_by_sso_connector(connector.id, std::move(ways));
      co_return reply_of(DependentUsersView{users});
    }
    co_return not_found();
  }

 private:
  Task<storage::WaysIn> load_ways() const {
    const auto settings = co_await dependencies_.settings.find_sign_in_experience();
    const auto senders = co_await dependencies_.messenger.find_senders();
    const auto all = co_await sso_connectors_.list();
    storage::WaysIn ways{
        .email_code = senders.email && takes_verification_code(*settings, IdentifierType::email),
        .phone_code = senders.sms && takes_verification_code(*settings, IdentifierType::phone),
        .passkey = settings->passkey_sign_in.is_enabled,
        .social_targets = find_strings(settings->document, "socialSignInConnectorTargets")};
    if (!find_bool(settings->document, "singleSignOnEnabled").value_or(false)) co_return ways;
    for (const auto& connector : all)
      if (sso::is_available(connector)) ways.sso_connectors.push_back(connector.id);
    co_return ways;
  }

  const Dependencies& dependencies_;
  storage::ConnectorStore connectors_;
  storage::SsoConnectorStore sso_connectors_;
  storage::DependentUsers users_;
};

}  // namespace

Operations nouns::dependent_users(const Dependencies& dependencies) {
  const auto noun = std::make_shared<DependentUsers>(dependencies);
  using http::Method;
  return {
      {.method = Method::get,
       .path = "/connectors/{id}/dependent-users",
       .summary = "Count the users for whom a social connector is the only way to sign in",
       .reply = shape_of<DependentUsersView>(),
       .refusals = {404},
       .handler = handled_by(noun, &DependentUsers::count_social)},
      {.method = Method::get,
       .path = "/sso-connectors/{id}/dependent-users",
       .summary = "Count the users for whom an enterprise connector is the only way to sign in",
       .reply = shape_of<DependentUsersView>(),
       .refusals = {404},
       .handler = handled_by(noun, &DependentUsers::count_enterprise)},
  };
}

}  // namespace daemun::management
