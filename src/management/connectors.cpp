// What sends e-mail and text messages, or signs people in with another service: /connectors.
#include "connectors/social/tokens.h"
#include "domain/mfa_policy.h"
#include "management/answers.h"
#include "management/change.h"
#include "management/connector_view.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/sign_in_experience_rules.h"
#include "management/social_connector_rules.h"
#include "management/template_words.h"
#include "storage/connector_store.h"
#include "storage/experience_store.h"
#include "storage/tenant_store.h"
#include "storage/token_secret_store.h"
#include "storage/user_factor_store.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "messages/messenger.h"
#include "messages/refusal.h"
#include "sso/social_saml.h"

namespace daemun::management {
namespace {

using api::RequestError;
using connectors::ConnectorFactory;
using connectors::ConnectorType;

constexpr std::size_t id_length = 12;
constexpr JsonLimits stored_limits{.max_bytes = 1024 * 1024, .max_depth = 64};

struct CreateConnector {
  std::optional<json::object> config{};
  Text<1, 128> connector_id{};
  std::optional<Raw<ConnectorMetadata>> metadata{};
  std::optional<bool> sync_profile{};
  std::optional<bool> enable_token_storage{};
  std::optional<Text<1, 128>> id{};
};
BOOST_DESCRIBE_STRUCT(
    CreateConnector, (), (config, connector_id, metadata, sync_profile, enable_token_storage, id)
)

struct UpdateConnector {
  std::optional<json::object> config{};
  std::optional<Raw<ConnectorMetadata>> metadata{};
  std::optional<bool> sync_profile{};
  std::optional<bool> enable_token_storage{};
};
BOOST_DESCRIBE_STRUCT(UpdateConnector, (), (config, metadata, sync_profile, enable_token_storage))

struct TestMessage {
  std::optional<Formatted<TextFormat::phone>> phone{};
  std::optional<Formatted<TextFormat::email>> email{};
  json::object config{};
  std::optional<std::string> locale{};
  std::optional<TemplateType> template_type{};  // ours; Logto sends Generic
};
BOOST_DESCRIBE_STRUCT(TestMessage, (), (phone, email, config, locale, template_type))

struct StartAuthorization {
  std::string state{};
  std::string redirect_uri{};
};
BOOST_DESCRIBE_STRUCT(StartAuthorization, (), (state, redirect_uri))

struct AuthorizationStart {
  Formatted<TextFormat::url> redirect_to{};
  std::optional<std::string> redirect_uri{};
};
BOOST_DESCRIBE_STRUCT(AuthorizationStart, (), (redirect_to, redirect_uri))

RequestError refusal(int status, std::string_view code) {
  return {.code = "connector." + std::string(code), .status = status};
}

bool is_blank(const json::value& value) {
  if (const auto* text = value.if_string()) return text->empty();
  if (const auto* object = value.if_object()) return object->empty();
  if (const auto* array = value.if_array()) return array->empty();
  return value.is_null();
}

// Without the members that say nothing, on all levels of objects; lists stay as they are.
json::object clean(const json::object& object) {
  json::object cleaned;
  for (const auto& member : object) {
    const auto* inner = member.value().if_object();
    const auto value = inner != nullptr ? json::value(clean(*inner)) : member.value();
    if (!is_blank(value)) cleaned[member.key()] = value;
  }
  return cleaned;
}

// Of the factory's metadata; anything else would hide what the connector is.
json::object overrides_of(const json::object& metadata) {
  auto overrides = clean(metadata);
  json::object kept;
  for (const std::string_view name : {"target", "name", "logo", "logoDark"}) {
    if (auto* value = overrides.if_contains(name)) kept[name] = std::move(*value);
  }
  return kept;
}

// What a message of the kind says, with names of nobody.
json::object sample_payload(TemplateType type, const std::string& endpoint) {
  if (type == TemplateType::generic) return {{"code", "000000"}};
  const json::object named{{"id", "example"}, {"name", "Example"}};
  if (type == TemplateType::organization_invitation)
    return {{"link", endpoint}, {"organization", named}, {"inviter", named}};
  return {{"code", "000000"}, {"application", named}, {"organization", named}, {"user", named}};
}

class Connectors {
 public:
  explicit Connectors(const Dependencies& dependencies)
      : dependencies_(dependencies),
        equipment_(dependencies.messenger.equipment()),
        connectors_(dependencies.database, dependencies.vault, dependencies.tenant),
        tenants_(dependencies.database, dependencies.vault, dependencies.tenant),
        experience_(dependencies.database, dependencies.tenant),
        secrets_(
            dependencies.database, dependencies.vault, dependencies.random, dependencies.tenant
        ) {}

  // A connector of a kind that this server does not have is not there, except for its deletion.
  Answer list(Call call) {
    const auto target = call.query.find("target");
    const auto all = co_await connectors_.list();
    json::array body;
    for (const auto& connector : all) {
      const auto* factory = messages::find_factory(equipment_, connector.factory_id);
      if (factory == nullptr) continue;
      auto view = to_connector_json(connector, *factory);
      if (!target || find_string(view, "target") == *target) body.push_back(std::move(view));
    }
    co_return Reply{.body = std::move(body)};
  }

  Answer create(Call call, CreateConnector body) {
    const auto* factory = messages::find_factory(equipment_, body.connector_id);
    if (factory == nullptr) co_return refusal(422, "not_found_with_connector_id");
    if (factory->social != nullptr) {
      const auto all = co_await connectors_.list();
      const auto metadata = body.metadata ? std::optional(body.metadata->value.as_object())
                                          : std::optional<json::object>();
      const auto allowed = check_new_connector(
          {.factory = *factory, .metadata = metadata, .all = all, .equipment = equipment_}
      );
      if (!allowed) co_return allowed.error();
    }
    Connector connector{
        .id =
            body.id ? ConnectorId(*body.id) : make_id<ConnectorId>(dependencies_.random, id_length),
        .factory_id = factory->id,
        .type = std::string(connectors::to_string(factory->type)),
        .sync_profile = body.sync_profile.value_or(false),
        .enable_token_storage = body.enable_token_storage.value_or(false),
        .created_at = dependencies_.clock.now(),
    };
    if (body.metadata) connector.metadata = overrides_of(body.metadata->value.as_object());
    if (body.config) {
      auto config = check_config(*factory, connector.id, *body.config);
      if (!config) co_return config.error();
      connector.config = *std::move(config);
    }
    if (connector.enable_token_storage && !connectors::keeps_tokens(*factory))
      co_return refusal(422, "token_storage_not_supported");
    storage::Plan plan;
    // The new one takes the place of the one that sends such messages now.
    if (factory->social == nullptr) plan.add(connectors_.remove_type(connector.type));
    plan.add(connectors_.insert(connector));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (committed) co_return Reply{.body = to_connector_json(connector, *factory)};
    // The id is another connector's, or two were created at once.
    if (body.id) co_return unprocessable("entity.unique_integrity_violation");
    co_return api::conflict();
  }

  Answer show(Call call) {
    const auto found = co_await find(std::move(call));
    if (!found) co_return not_found();
    co_return Reply{.body = to_connector_json(found->connector, *found->factory)};
  }

  Answer update(Call call, UpdateConnector body) {
    const auto found = co_await find(call);
    if (!found) co_return not_found();
    const auto& factory = *found->factory;
    if (body.metadata) {
      const auto allowed =
          check_metadata_change(found->connector, factory, body.metadata->value.as_object());
      if (!allowed) co_return allowed.error();
    }
    if (body.sync_profile.value_or(false) && factory.social == nullptr)
      co_return refusal(422, "invalid_type_for_syncing_profile");
    if (body.enable_token_storage.value_or(false) && !connectors::keeps_tokens(factory))
      co_return refusal(422, "token_storage_not_supported");
    storage::ConnectorChanges changes{
        .sync_profile = body.sync_profile, .enable_token_storage = body.enable_token_storage};
    if (body.metadata) changes.metadata = overrides_of(body.metadata->value.as_object());
    if (body.config) {
      auto config = check_config(factory, found->connector.id, *body.config);
      if (!config) co_return config.error();
      changes.config = *std::move(config);
    }
    storage::Plan plan;
    plan.add(connectors_.update(found->connector.id, changes));
    // Behind it, for sign-ins that store tokens now wait for that row.
    if (body.enable_token_storage == false) plan.add(secrets_.remove_of(found->connector.id));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed) co_return not_found();
    co_return co_await show(std::move(call));
  }

  Answer remove(Call call) {
    // Settings that need the connector are not stored between the checks and the removal. What is
    // read from here on is as new as the version.
    const auto version = co_await tenants_.find_settings_version();
    dependencies_.settings.clear();
    const auto all = co_await connectors_.list();
    const auto id = call.path_parameter("id");
    const auto found = std::find_if(all.begin(), all.end(), [&](const Connector& one) {
      return one.id.value() == id;
    });
    if (found == all.end()) co_return not_found();
    if (co_await leaves_no_recovery(found->type)) {
      co_return unprocessable("sign_in_experiences.password_expiration_requires_forgot_password");
    }
    if (auto needed = co_await check_second_factors(found->type); !needed) co_return needed.error();
    const auto buttons = co_await without_buttons_of(*found, all);
    storage::Plan plan;
    plan.add(tenants_.require_settings_version(version)).add(connectors_.remove(found->id));
    if (buttons) plan.add(experience_.change_sign_in_experience(*buttons));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed) co_return api::conflict();
    co_return Reply{};
  }

  // Sends a message at once, with the configuration of the body.
  Answer try_out(Call call, TestMessage body) {
    if (!body.phone && !body.email) co_return api::invalid_input("body must have phone or email");
    const auto* factory = messages::find_factory(equipment_, call.path_parameter("factoryId"));
    if (factory == nullptr || factory->social != nullptr) co_return refusal(400, "not_found");
    const auto type = body.phone ? ConnectorType::sms : ConnectorType::email;
    if (factory->type != type) co_return refusal(400, "unexpected_type");
    const auto usage = body.template_type.value_or(TemplateType::generic);
    messages::MessageOrder order{
        .type = type,
        .to = body.phone ? std::string(*body.phone) : std::string(*body.email),
        .usage = usage,
        .payload = sample_payload(usage, dependencies_.endpoint),
        .ip = std::string(call.request.remote_address)};
    if (body.locale) order.payload["locale"] = *body.locale;
    const auto sent = co_await dependencies_.messenger.send_now(
        factory, std::move(body.config), std::move(order)
    );
    if (!sent) co_return sent.error();
    co_return Reply{};
  }

  // A sign-in needs a dialogue, which keeps what the answer is held against.
  Answer start_authorization(Call call, StartAuthorization body) {
    if (body.state.empty() || body.redirect_uri.empty())
      co_return RequestError{.code = "session.insufficient_info"};
    const auto found = co_await find(std::move(call));
    if (!found) co_return not_found();
    if (found->factory->social != nullptr) co_return refusal(501, "not_implemented");
    co_return refusal(400, "unexpected_type");
  }

 private:
  // Cleaned. Errors: 400 connector.invalid_config, and of a SAML provider's metadata
  // connector.invalid_metadata and connector.invalid_certificate.
  api::Outcome<json::object> check_config(
      const ConnectorFactory& factory, const ConnectorId& id, const json::object& given
  ) const {
    auto config = clean(given);
    const auto checked = connectors::check_config(factory, config);
    if (!checked) return messages::to_request_error(checked.error());
    if (!sso::is_social_saml(factory)) return config;
    const auto party = sso::make_social_party(
        {.factory = factory, .config = config, .connector = id, .endpoint = dependencies_.endpoint}
    );
    if (!party) return messages::to_request_error(party.error());
    return config;
  }

  // The sign-in experience without the target of the last connector that has it; nothing when it
  // need not change.
  Task<std::optional<storage::DocumentChange>> without_buttons_of(
      Connector removed, std::vector<Connector> all
  ) {
    const auto* factory = messages::find_factory(equipment_, removed.factory_id);
    if (factory == nullptr || factory->social == nullptr) co_return std::nullopt;
    std::erase_if(all, [&](const Connector& one) { return one.id == removed.id; });
    const auto stored = co_await tenants_.find_sign_in_experience();
    auto document = stored ? parse_json_object(*stored, stored_limits) : json::object();
    if (!document) throw std::runtime_error("the stored sign-in experience is not a JSON object");
    const auto before = find_strings(*document, "socialSignInConnectorTargets");
    const auto after = known_targets(before, all, equipment_);
    if (after == before) co_return std::nullopt;
    (*document)["socialSignInConnectorTargets"] = to_json_array(after);
    co_return storage::DocumentChange{.before = stored, .after = json::serialize(*document)};
  }

  // Whether expired passwords could no longer be replaced without a connector of that type.
  Task<bool> leaves_no_recovery(std::string type) {
    const auto settings = co_await dependencies_.settings.find_sign_in_experience();
    if (!settings->password_expiration.is_enabled) co_return false;
    auto senders = co_await dependencies_.messenger.find_senders();
    if (equipment_.mailbox == messages::Mailbox::off) {
      if (type == connectors::to_string(ConnectorType::email)) senders.email = false;
      if (type == connectors::to_string(ConnectorType::sms)) senders.sms = false;
    }
    co_return !is_recoverable(*settings, senders);
  }

  // Nobody may be left with a second factor that cannot be sent. Errors: 422
  // sign_in_experiences.second_factor_requires_connector, with the number of people whose only
  // factor it is.
  Task<api::Outcome<void>> check_second_factors(std::string type) {
    const auto factor = type == connectors::to_string(ConnectorType::sms)
                            ? Factor::phone_verification_code
                            : Factor::email_verification_code;
    const auto settings = co_await dependencies_.settings.find_sign_in_experience();
    const bool is_sent_by_it = equipment_.mailbox == messages::Mailbox::off;
    if (!is_sent_by_it || !settings->mfa.allows(factor)) co_return api::Outcome<void>();
    auto others = list_factors_for_set_up(settings->mfa);
    std::erase(others, factor);
    const storage::UserFactorStore factors(
        dependencies_.database, dependencies_.vault, dependencies_.tenant
    );
    const auto people =
        co_await factors.count_people_without(factor, others, rp_id_of(dependencies_.endpoint));
    if (!others.empty() && people == 0) co_return api::Outcome<void>();
    auto error = unprocessable("sign_in_experiences.second_factor_requires_connector");
    error.data = json::object{{"type", type}, {"users", people}};
    co_return error;
  }

  Task<std::optional<messages::UsableConnector>> find(Call call) {
    const auto id = call.path_parameter("id");
    const auto all = co_await connectors_.list();
    for (const auto& connector : all) {
      const auto* factory = messages::find_factory(equipment_, connector.factory_id);
      if (connector.id.value() == id && factory != nullptr)
        co_return messages::UsableConnector{.connector = connector, .factory = factory};
    }
    co_return std::nullopt;
  }

  const Dependencies& dependencies_;
  const messages::Equipment& equipment_;
  storage::ConnectorStore connectors_;
  storage::TenantStore tenants_;
  storage::ExperienceStore experience_;
  storage::TokenSecretStore secrets_;
};

}  // namespace

Operations nouns::connectors(const Dependencies& dependencies) {
  const auto noun = std::make_shared<Connectors>(dependencies);
  using http::Method;
  return {
      {.method = Method::get,
       .path = "/connectors",
       .summary = "List connectors",
       .query = {"target"},
       .reply = shape_of<std::vector<ConnectorView>>(),
       .handler = handled_by(noun, &Connectors::list)},
      {.method = Method::post,
       .path = "/connectors",
       .summary = "Create a connector; one that sends messages replaces another of the kind",
       .reply = shape_of<ConnectorView>(),
       .refusals = {409, 422},
       .handler = handled_by(noun, &Connectors::create)},
      {.method = Method::get,
       .path = "/connectors/{id}",
       .summary = "Show a connector",
       .reply = shape_of<ConnectorView>(),
       .refusals = {404},
       .handler = handled_by(noun, &Connectors::show)},
      {.method = Method::patch,
       .path = "/connectors/{id}",
       .summary = "Change a connector",
       .reply = shape_of<ConnectorView>(),
       .refusals = {404, 422},
       .handler = handled_by(noun, &Connectors::update)},
      {.method = Method::delete_,
       .path = "/connectors/{id}",
       .summary = "Delete a connector",
       .status = 204,
       .refusals = {404, 409, 422},
       .handler = handled_by(noun, &Connectors::remove)},
      {.method = Method::post,
       .path = "/connectors/{factoryId}/test",
       .summary = "Send a test message with a configuration that need not be stored",
       .status = 204,
       .refusals = {429, 501},
       .handler = handled_by(noun, &Connectors::try_out)},
      {.method = Method::post,
       .path = "/connectors/{id}/authorization-uri",
       .summary = "Get the address at which a social connector signs users in",
       .reply = shape_of<AuthorizationStart>(),
       .refusals = {404, 501},
       .handler = handled_by(noun, &Connectors::start_authorization)},
  };
}

}  // namespace daemun::management
