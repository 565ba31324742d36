#include "oidc/authorize.h"

#include "domain/account_dialogue.h"
#include "domain/redirect_uri.h"
#include "jose/verify.h"
#include "oidc/account_dialogue.h"
#include "oidc/application_access.h"
#include "oidc/authorization_response.h"
#include "oidc/client_authentication.h"
#include "oidc/interaction_redirect.h"
#include "oidc/one_tap_request.h"
#include "oidc/request_object.h"
#include "oidc/session_cookie.h"
#include "oidc/tables.h"
#include "storage/interaction_store.h"
#include "storage/log_store.h"
#include "storage/pushed_request_store.h"
#include "storage/session_store.h"

namespace daemun::oidc {
namespace {

constexpr std::string_view request_uri_prefix = "urn:ietf:params:oauth:request_uri:";

// Whether the request is still one that the application may make: it may have changed while the
// user was typing.
bool is_still_good(const AuthorizationRequest& request, const Application& client) {
  if (request.device_authorization_id) return is_device(client);
  const auto loopback =
      client.type == ApplicationType::native ? LoopbackPort::any : LoopbackPort::exact;
  return matches_redirect_uri(
      request.redirect_uri, client.oidc_client_metadata.redirect_uris, loopback
  );
}

ResponseTarget target_of(const AuthorizationRequest& request) {
  return ResponseTarget{
      .redirect_uri = request.redirect_uri,
      .redirect_uri_given = request.redirect_uri_given,
      .mode = request.response_mode,
      .state = request.state,
  };
}

}  // namespace

Task<http::Response> AuthorizationEndpoint::handle(http::Request request) {
  ErrorContext context{.issuer = dependencies_.issuer()};
  auto form = parse_authorization_form(request);
  if (!form) co_return to_response(form.error(), request, context);
  if (form->count("state") == 1) {
    if (const auto state = form->find("state")) context.state = std::string(*state);
  }
  if (form->find("request_uri").value_or("").starts_with(request_uri_prefix)) {
    form = co_await load_pushed_request(std::move(*form));
    if (!form) co_return to_response(form.error(), request, context);
  }
  form = with_refused_object(std::move(*form));
  const auto client_id = parse_client_id(*form);
  if (!client_id) co_return to_response(client_id.error(), request, context);
  auto client = co_await find_client(dependencies_, *client_id);
  if (!client) {
    const PresentedCredentials credentials{.client_id = *client_id, .secret = std::nullopt};
    const auto unknown =
        decide_client_authentication(credentials, nullptr, dependencies_.clock.now());
    co_return to_response(unknown.error(), request, context);
  }
  auto target = parse_response_target(*form, *client);
  if (!target) co_return to_response(target.error(), request, context);
  auto authorization = parse_authorization_parameters(*form, *client, *target);
  if (!authorization) {
    co_return authorization_error_response(dependencies_, *target, authorization.error());
  }
  prefer_google(*form, *authorization);
  const auto credential = find_one_tap_credential(*form, request, *client);
  const auto hint = co_await load_id_token_hint(std::move(*form), client);
  if (!hint) co_return authorization_error_response(dependencies_, *target, hint.error());
  authorization->id_token_hint_subject = *hint;
  Passage passage{
      .request = std::move(request),
      .client = std::move(client),
      .authorization = std::move(*authorization),
      .target = std::move(*target),
  };
  passage.facts.session = co_await load_session_of(passage.request);
  auto response = co_await advance(std::move(passage));
  if (credential) add_one_tap_cookie(dependencies_, *credential, response);
  co_return response;
}

Task<http::Response> AuthorizationEndpoint::resume(http::Request request) {
  const std::string uid(request.path_parameter("uid"));
  if (uid.empty() || !holds_dialogue(dependencies_, request, InteractionId(uid))) {
    co_return to_response(lost_session("interaction session not found"), request);
  }
  const storage::InteractionStore interactions(
      dependencies_.database, dependencies_.vault, dependencies_.tenant
  );
  auto interaction = co_await interactions.find(InteractionId(uid));
  if (!interaction || interaction->expires_at <= dependencies_.clock.now()) {
    co_return to_response(lost_session("authorization request has expired"), request);
  }
  if (is_account_dialogue(interaction->request)) {
    co_return co_await resume_account_dialogue(
        dependencies_, std::move(request), *std::move(interaction)
    );
  }
  auto client = co_await find_client(dependencies_, interaction->request.client_id);
  if (!client || !is_still_good(interaction->request, *client)) {
    co_return to_response(lost_session("authorization request has expired"), request);
  }
  const bool is_answered = interaction->prompt == InteractionPrompt::login
                               ? interaction->login.has_value()
                               : interaction->consent.has_value();
  if (!is_answered) co_return interaction_redirect(dependencies_, request, *interaction);

  Passage passage{
      .request = std::move(request),
      .client = std::move(client),
      .authorization = interaction->request,
      .target = target_of(interaction->request),
      .facts = {.question = interaction->question, .consent = interaction->consent},
  };
  passage.facts.session = co_await load_session_of(passage.request);
  const auto& login = interaction->login;
  if (login && interaction->prompt == InteractionPrompt::login) {
    auto context = sign_in_context_of(passage.request);
    auto fresh =
        co_await begin_session(dependencies_, *login, passage.facts.session, std::move(context));
    passage.facts.session = fresh.session;
    passage.fresh_session = std::move(fresh);
  }
  passage.facts.is_fresh_login =
      login && passage.facts.session && login->user_id == passage.facts.session->user_id;
  passage.interaction = std::move(interaction);
  co_return co_await advance(std::move(passage));
}

Task<http::Response> AuthorizationEndpoint::begin_device(
    http::Request request, DeviceAuthorization device
) {
  auto client = co_await find_client(dependencies_, device.client_id);
  Passage passage{
      .request = std::move(request),
      .client = std::move(client),
      .authorization = std::move(device.request),
  };
  passage.authorization.device_authorization_id = device.id.value();
  if (!passage.client || !is_still_good(passage.authorization, *passage.client)) {
    co_return device_page_response("/device?error=expired");
  }
  passage.facts.session = co_await load_session_of(passage.request);
  co_return co_await advance(std::move(passage));
}

// RFC 9126 4: used once, by the client that pushed it, also on the way to an error.
Task<Result<http::Form, OAuthError>> AuthorizationEndpoint::load_pushed_request(http::Form form) {
  const OAuthError refused{
      .code = OAuthErrorCode::invalid_request_uri,
      .description = "request_uri is invalid, expired, or was already used",
  };
  const std::string request_uri(form.find("request_uri").value_or(""));
  const auto client_id = parse_client_id(form);
  if (!client_id) co_return client_id.error();
  const storage::PushedRequestStore pushed(
      dependencies_.database, dependencies_.vault, dependencies_.tenant
  );
  const auto found = co_await pushed.find(request_uri.substr(request_uri_prefix.size()));
  const auto now = dependencies_.clock.now();
  if (!found || found->client_id != *client_id || found->expires_at <= now || found->used_at) {
    co_return refused;
  }
  storage::Plan plan;
  plan.add(pushed.use(found->id, now));
  const auto used = co_await dependencies_.database.commit(std::move(plan));
  if (!used) co_return refused;
  auto parameters = http::parse_form(found->parameters);
  if (!parameters) co_return refused;
  co_return std::move(*parameters);
}

// OpenID Connect Core 3.1.2.1: a token that we issued to this client, expired or not.
Task<Result<std::optional<std::string>, OAuthError>> AuthorizationEndpoint::load_id_token_hint(
    http::Form form, ClientPtr client
) {
  using Hint = std::optional<std::string>;
  const auto hint = form.find("id_token_hint");
  if (!hint) co_return Hint();
  const auto ring = co_await key_rings_.current();
  jose::Expectations expectations{
      .issuer = dependencies_.issuer(),
      .audience = client->id.value(),
      .type = jose::TokenType::id_token,
      .expiry = jose::Expiry::ignored,
  };
  const auto verified =
      jose::verify(*hint, ring->key_set(), expectations, dependencies_.clock.now());
  if (!verified) co_return invalid_request("could not validate id_token_hint");
  const auto subject = verified->sub();
  if (!subject) co_return invalid_request("could not validate id_token_hint");
  co_return Hint(*subject);
}

Task<std::optional<Session>> AuthorizationEndpoint::load_session_of(const http::Request& request) {
  return load_session(dependencies_, sent_session(dependencies_, request));
}

Task<AuthorizationFacts> AuthorizationEndpoint::load_facts(
    AuthorizationRequest authorization, ClientPtr client, AuthorizationFacts facts
) {
  auto& settings = dependencies_.settings;
  if (authorization.resources.empty()) {
    // Logto: the default API resource is meant when none is named.
    if (auto resource = co_await settings.find_default_resource())
      facts.resources.push_back(resource);
  }
  for (const auto& indicator : authorization.resources) {
    if (indicator == organizations_resource) {
      const auto scopes = co_await settings.list_organization_scopes();
      facts.organization_scopes = *scopes;
    } else {
      auto resource = co_await settings.find_resource(indicator);
      facts.resources.push_back(std::move(resource));
    }
  }
  if (!facts.session) co_return facts;
  const storage::SessionStore sessions(dependencies_.database, dependencies_.tenant);
  auto session_clients = co_await sessions.list_clients(facts.session->id);
  for (auto& session_client : session_clients) {
    if (session_client.client_id == client->id) facts.session_client = std::move(session_client);
  }
  facts.may_use_client = co_await load_may_use(dependencies_, client, facts.session->user_id);
  co_return facts;
}

Task<http::Response> AuthorizationEndpoint::advance(Passage passage) {
  passage.facts =
      co_await load_facts(passage.authorization, passage.client, std::move(passage.facts));
  const auto now = dependencies_.clock.now();
  auto decision = decide_authorization(passage.authorization, *passage.client, passage.facts, now);
  AuthorizationOutcome outcome;
  if (auto* interact = std::get_if<Interact>(&decision)) {
    outcome = plan_interaction(dependencies_, passage, std::move(*interact));
  } else if (const auto* issue = std::get_if<IssueCode>(&decision)) {
    dependencies_.journal.note_presence(passage.facts.session->user_id, now);
    outcome = co_await plan_grant(dependencies_, passage, *issue);
  } else {
    const auto& error = std::get<Refuse>(decision).error;
    outcome = co_await plan_refusal(dependencies_, passage, error);
  }
  co_return co_await finish(std::move(passage), std::move(outcome));
}

Task<http::Response> AuthorizationEndpoint::finish(Passage passage, AuthorizationOutcome outcome) {
  auto& [plan, line, response, renewed_session, is_end] = outcome;
  storage::Plan whole;
  for (auto* change : {&passage.fresh_session, &renewed_session}) {
    if (!*change) continue;
    const auto& [session, its_plan, cookie] = **change;
    whole.add(its_plan);
    response.add("set-cookie", to_session_cookie(dependencies_, cookie, session.expires_at));
  }
  whole.add(std::move(plan));
  if (const auto& ended = passage.interaction) {
    const storage::InteractionStore interactions(
        dependencies_.database, dependencies_.vault, dependencies_.tenant
    );
    const storage::LogStore logs(dependencies_.database, dependencies_.tenant);
    whole.add(interactions.consume(ended->id))
        .add(logs.insert(audit_dialogue(dependencies_, passage, "Interaction.End", *ended)));
    if (is_end) remove_interaction_cookies(response, dependencies_, passage.request, ended->id);
  }
  if (!whole.empty()) {
    const auto committed = co_await dependencies_.database.commit(std::move(whole));
    if (!committed) {
      co_return to_response(lost_session("interaction session not found"), passage.request);
    }
  }
  if (line) dependencies_.journal.write(*line);
  co_return std::move(response);
}

}  // namespace daemun::oidc
