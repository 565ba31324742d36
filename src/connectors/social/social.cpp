#include "connectors/social/social.h"

#include "base/text.h"
#include "base/uri.h"
#include "connectors/social/exchange.h"
#include "connectors/social/service.h"
#include "connectors/social/social_error.h"
#include "daemun/auth/authorization.h"
#include "daemun/auth/pending.h"

#include <utility>

namespace daemun::connectors {
namespace {

constexpr std::size_t max_fields = 40;
constexpr std::size_t max_field_bytes = 16 * 1024;

Result<json::object, ConnectorError> check_social(
    const ConnectorFactory& factory, const json::object& config
) {
  if (factory.social == nullptr || factory.social->make == nullptr)
    return make_error(
        ConnectorErrorCode::unexpected_type, "The connector signs nobody in by OAuth."
    );
  return check_config(factory, config);
}

auth::Registration registration_of(const SocialService& service, const std::string& connector_id) {
  auto registration = service.registration;
  // The instance, not its kind: several may be of one.
  registration.provider.id = connector_id;
  return registration;
}

auth::PendingAuthorization make_pending(
    const SocialService& service, const SocialStart& start, const Attempt& attempt
) {
  auth::PendingAuthorization pending{
      .provider_id = start.connector_id,
      .issuer = service.registration.provider.metadata.issuer,
      .client_id = service.registration.client.client_id,
      .redirect_uri = start.redirect_uri,
      .state = start.state,
      .scopes = split_words(service.scope),
      .max_age = service.max_age,
      .created_at = attempt.now};
  if (service.has_id_token()) pending.nonce = crypto::random_token(attempt.random);
  if (service.binding == CodeBinding::pkce)
    pending.code_verifier = Secret(crypto::random_token(attempt.random));
  return pending;
}

Form make_form(const SocialService& service, const auth::PendingAuthorization& pending) {
  const bool is_page = service.authorization == AuthorizationKind::page;
  Form form;
  if (is_page) form.add("response_type", service.response_type);
  form.add(service.client_id_parameter, pending.client_id);
  if (is_page) form.add("redirect_uri", pending.redirect_uri);
  if (!service.scope.empty()) form.add("scope", service.scope);
  form.add("state", pending.state);
  if (!pending.nonce.empty()) form.add("nonce", pending.nonce);
  if (!pending.code_verifier.empty()) {
    form.add("code_challenge", auth::to_code_challenge(pending.code_verifier.reveal()));
    form.add("code_challenge_method", "S256");
  }
  for (const auto& [name, value] : service.parameters)
    form.add(name, value);
  return form;
}

std::string authorization_endpoint_of(const SocialService& service, const std::string& user_agent) {
  const bool is_own_app = !service.own_app.empty() &&
                          to_lower_ascii(user_agent).find(service.own_app) != std::string::npos;
  if (is_own_app) return service.own_app_endpoint;
  return service.registration.provider.metadata.authorization_endpoint;
}

ConnectorError refuse(std::string_view description) {
  return make_error(ConnectorErrorCode::general, description);
}

// The members as fields of a callback.
Result<Form, ConnectorError> parse_data(const json::object& data) {
  if (data.size() > max_fields) return refuse("The callback has too many fields.");
  Form fields;
  for (const auto& [name, value] : data) {
    const auto* text = value.if_string();
    if (text == nullptr) return refuse("A field of the callback is no text.");
    const std::string_view view = *text;
    if (view.size() > max_field_bytes || check_form_text(view))
      return refuse("A field of the callback is malformed.");
    fields.add(std::string(name), std::string(view));
  }
  return fields;
}

// Without those that are the page's, and with the state where a page keeps it to itself.
Result<Form, ConnectorError> complete_fields(
    const Form& sent, const auth::PendingAuthorization& pending, const SocialService& service
) {
  const bool is_bound = !pending.nonce.empty() || !pending.code_verifier.empty();
  Form fields;
  for (const auto& [name, value] : sent.fields()) {
    if (name == "redirectUri") {
      if (value != pending.redirect_uri) return refuse("The callback came to another address.");
      continue;
    }
    // RFC 9207 is of use only where the issuer is known.
    if (name == "iss" && service.registration.provider.metadata.issuer.empty()) continue;
    // A second name for the code would be two codes.
    if (name == "code" && service.code_field != "code")
      return refuse("A field of the callback is not the service's.");
    fields.add(name == service.code_field ? "code" : name, value);
  }
  if (is_bound && fields.count("state") == 0) fields.add("state", pending.state);
  return fields;
}

}  // namespace

Result<SocialBeginning, ConnectorError> begin_social(
    const ConnectorFactory& factory,
    const json::object& config,
    const SocialStart& start,
    const Attempt& attempt
) {
  const auto checked = check_social(factory, config);
  if (!checked) return checked.error();
  const auto service = factory.social->make(*checked);
  const auto pending = make_pending(service, start, attempt);
  auto url = authorization_endpoint_of(service, start.user_agent);
  const auto form = make_form(service, pending);
  for (const auto& [name, value] : form.fields())
    url = with_query_parameter(std::move(url), name, value);
  url += service.fragment;
  return SocialBeginning{.url = std::move(url), .session = auth::to_text(pending)};
}

std::string target_of(const ConnectorFactory& factory, const json::object& metadata) {
  return std::string(find_string(metadata, "target").value_or(factory.target));
}

bool binds_code(const ConnectorFactory& factory, const json::object& config) {
  const auto checked = check_social(factory, config);
  if (!checked) return false;
  const auto service = factory.social->make(*checked);
  return service.has_id_token() || service.binding == CodeBinding::pkce;
}

Result<SocialExchange, ConnectorError> resume_credential(
    const ConnectorFactory& factory, const json::object& config, Secret credential
) {
  auto checked = check_social(factory, config);
  if (!checked) return checked.error();
  if (!factory.social->make(*checked).takes_credential)
    return refuse("The connector takes no credentials.");
  const auto size = credential.reveal().size();
  if (size == 0 || size > max_field_bytes) return refuse("The credential is malformed.");
  return SocialExchange::from_credential(
      *factory.social, *std::move(checked), std::move(credential)
  );
}

Result<SocialExchange, ConnectorError> resume_social(
    const ConnectorFactory& factory,
    const json::object& config,
    SocialReturn returned,
    const Attempt& attempt
) {
  auto checked = check_social(factory, config);
  if (!checked) return checked.error();
  auto pending = auth::parse_pending_authorization(returned.session.reveal());
  if (!pending) return refuse("No sign-in has begun.");
  const auto sent = parse_data(returned.data);
  if (!sent) return sent.error();
  const auto service = factory.social->make(*checked);
  auto fields = complete_fields(*sent, *pending, service);
  if (!fields) return fields.error();
  // Nothing of a mock's callback is a secret that could be injected.
  if (factory.social->answer != nullptr && fields->count("state") == 0)
    fields->add("state", pending->state);
  auto code = auth::read_callback(
      *fields, *std::move(pending), registration_of(service, returned.connector_id), attempt.now
  );
  if (!code) return refuse_callback(code.error());
  if (factory.social->answer != nullptr) {
    auto user = factory.social->answer(*fields);
    if (!user) return user.error();
    return SocialExchange(*factory.social, *std::move(user));
  }
  if (factory.social->next != nullptr) {
    return SocialExchange::begin_talk(
        *factory.social, *std::move(checked), *std::move(code), attempt.now
    );
  }
  if (service.id_token_source == IdTokenSource::callback) {
    return SocialExchange::from_callback(
        *factory.social, *std::move(checked), *std::move(code), *fields
    );
  }
  return SocialExchange(*factory.social, *std::move(checked), *std::move(code), attempt);
}

}  // namespace daemun::connectors
