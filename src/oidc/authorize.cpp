#include "oidc/authorize.h"

#include "base/text.h"
#include "crypto/digest.h"
#include "domain/cookie_names.h"
#include "domain/redirect_uri.h"
#include "jose/verify.h"
#include "oidc/application_access.h"
#include "oidc/audit.h"
#include "oidc/authorization_response.h"
#include "oidc/client_authentication.h"
#include "oidc/interaction_redirect.h"
#include "oidc/lifetimes.h"
#include "oidc/reference.h"
#include "oidc/request_object.h"
#include "oidc/session_cookie.h"
#include "oidc/tables.h"
#include "storage/access_store.h"
#include "storage/device_authorization_store.h"
#include "storage/grant_store.h"
#include "storage/interaction_log_id.h"
#include "storage/interaction_store.h"
#include "storage/log_store.h"
#include "storage/pushed_request_store.h"
#include "storage/session_store.h"
#include "storage/user_store.h"

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

Task<bool> is_device_waiting(const Dependencies& dependencies, DeviceAuthorizationId id) {
  const storage::DeviceAuthorizationStore devices(
      dependencies.database, dependencies.vault, dependencies.tenant
  );
  const auto device = co_await devices.find(std::move(id));
  co_return device && device->status == DeviceStatus::pending &&
      device->expires_at > dependencies.clock.now();
}

http::Response device_page_response(std::string_view page) {
  auto response = http::redirect_response(303, page);
  response.set("cache-control", "no-store");
  return response;
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
  Passage passage{
      .request = std::move(request),
      .client = std::move(client),
      .authorization = std::move(*authorization),
      .target = std::move(*target),
  };
  const auto hint_error = co_await read_id_token_hint(std::move(*form), &passage);
  if (hint_error)
    co_return authorization_error_response(dependencies_, passage.target, *hint_error);
  auto cookie = sent_session(dependencies_, passage.request);
  passage.facts.session = co_await load_session(dependencies_, std::move(cookie));
  co_return co_await advance(std::move(passage));
}

Task<http::Response> AuthorizationEndpoint::resume(http::Request request) {
  const std::string uid(request.path_parameter("uid"));
  if (uid.empty() || !holds_dialogue(dependencies_, request, InteractionId(uid))) {
    co_return lost_dialogue(request, "interaction session not found");
  }
  const storage::InteractionStore interactions(
      dependencies_.database, dependencies_.vault, dependencies_.tenant
  );
  auto interaction = co_await interactions.find(InteractionId(uid));
  if (!interaction || interaction->expires_at <= dependencies_.clock.now()) {
    co_return lost_dialogue(request, "authorization request has expired");
  }
  auto client = co_await find_client(dependencies_, interaction->request.client_id);
  if (!client || !is_still_good(interaction->request, *client)) {
    co_return lost_dialogue(request, "authorization request has expired");
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
  auto cookie = sent_session(dependencies_, passage.request);
  passage.facts.session = co_await load_session(dependencies_, std::move(cookie));
  passage.interaction = std::move(interaction);
  if (passage.interaction->prompt == InteractionPrompt::login) co_await begin_session(&passage);
  const auto& login = passage.interaction->login;
  passage.facts.is_fresh_login =
      login && passage.facts.session && login->user_id == passage.facts.session->user_id;
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
  auto cookie = sent_session(dependencies_, passage.request);
  passage.facts.session = co_await load_session(dependencies_, std::move(cookie));
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
Task<std::optional<OAuthError>> AuthorizationEndpoint::read_id_token_hint(
    http::Form form, Passage* passage
) {
  const auto hint = form.find("id_token_hint");
  if (!hint) co_return std::nullopt;
  const auto ring = co_await key_rings_.current();
  jose::Expectations expectations{
      .issuer = dependencies_.issuer(),
      .audience = passage->client->id.value(),
      .type = jose::TokenType::id_token,
      .expiry = jose::Expiry::ignored,
  };
  const auto verified =
      jose::verify(*hint, ring->key_set(), expectations, dependencies_.clock.now());
  if (!verified) co_return invalid_request("could not validate id_token_hint");
  const auto subject = verified->sub();
  if (!subject) co_return invalid_request("could not validate id_token_hint");
  passage->authorization.id_token_hint_subject = std::string(*subject);
  co_return std::nullopt;
}

// The session is new, or has a new secret, after every sign-in (checklist 56).
Task<void> AuthorizationEndpoint::begin_session(Passage* passage) {
  const LoginResult& login = *passage->interaction->login;
  const auto previous = passage->facts.session;
  const auto ttl = co_await load_session_ttl(dependencies_);
  auto made =
      make_session(dependencies_, login.user_id, login.amr, login.signed_in_at, previous, ttl);
  const storage::SessionStore sessions(dependencies_.database, dependencies_.tenant);
  if (previous && previous->id == made.session.id) {
    passage->plan.add(sessions.update(made.session));
  } else {
    // Another user's session in this browser ends here, and with it what hangs on it.
    if (previous) passage->plan.add(sessions.remove(previous->id));
    passage->plan.add(sessions.insert(made.session));
  }
  // A password that was changed after it was proven opens no session.
  if (login.password_updated_at) {
    const storage::UserStore users(dependencies_.database, dependencies_.tenant);
    passage->plan.add(users.require_password_of(login.user_id, *login.password_updated_at));
  }
  passage->facts.session = made.session;
  passage->session_cookie =
      co_await sign_session_cookie(dependencies_, std::move(made.cookie_value));
}

Task<void> AuthorizationEndpoint::load_facts(Passage* passage) {
  AuthorizationFacts& facts = passage->facts;
  const auto& requested = passage->authorization.resources;
  auto& settings = dependencies_.settings;
  if (requested.empty()) {
    // Logto: the default API resource is meant when none is named.
    if (auto resource = co_await settings.find_default_resource())
      facts.resources.push_back(resource);
  }
  for (const auto& indicator : requested) {
    if (indicator == organizations_resource) {
      const auto scopes = co_await settings.list_organization_scopes();
      facts.organization_scopes = *scopes;
    } else {
      auto resource = co_await settings.find_resource(indicator);
      facts.resources.push_back(std::move(resource));
    }
  }
  if (!facts.session) co_return;
  const storage::SessionStore sessions(dependencies_.database, dependencies_.tenant);
  auto clients = co_await sessions.list_clients(facts.session->id);
  for (auto& client : clients) {
    if (client.client_id == passage->client->id) facts.session_client = std::move(client);
  }
  facts.may_use_client =
      co_await load_may_use(dependencies_, passage->client, facts.session->user_id);
}

Task<http::Response> AuthorizationEndpoint::advance(Passage passage) {
  co_await load_facts(&passage);
  auto decision = decide_authorization(
      passage.authorization, *passage.client, passage.facts, dependencies_.clock.now()
  );
  if (auto* interaction = std::get_if<Interact>(&decision)) {
    co_return co_await interact(std::move(passage), std::move(*interaction));
  }
  if (auto* issue = std::get_if<IssueCode>(&decision)) {
    const bool is_for_device = passage.authorization.device_authorization_id.has_value();
    if (is_for_device) co_return co_await approve_device(std::move(passage), std::move(*issue));
    co_return co_await issue_code(std::move(passage), std::move(*issue));
  }
  auto error = std::get<Refuse>(decision).error;
  co_return co_await refuse(std::move(passage), std::move(error));
}

Task<http::Response> AuthorizationEndpoint::interact(Passage passage, Interact decision) {
  const auto now = dependencies_.clock.now();
  Interaction interaction{
      .id = InteractionId(crypto::random_token(dependencies_.random)),
      .prompt = decision.prompt,
      .request = passage.authorization,
      .question = std::move(decision.question),
      .session_id = std::nullopt,
      .created_at = now,
      .expires_at = now + interaction_ttl,
  };
  if (passage.facts.session) interaction.session_id = passage.facts.session->id;
  // The consent page's dialogue remembers that the user has just signed in.
  if (passage.facts.is_fresh_login) interaction.login = passage.interaction->login;
  const storage::InteractionStore interactions(
      dependencies_.database, dependencies_.vault, dependencies_.tenant
  );
  passage.plan.add(interactions.insert(interaction));
  passage.plan.add(audit(passage, "Interaction.Create", interaction));
  auto response =
      interaction_redirect(dependencies_, passage.request, interaction, passage.interaction);
  co_return co_await finish(std::move(passage), std::move(response));
}

Grant AuthorizationEndpoint::add_grant(Passage& passage, const IssueCode& decision) {
  const auto now = dependencies_.clock.now();
  const Session& session = *passage.facts.session;
  dependencies_.journal.note_presence(session.user_id, now);
  const bool wants_sid = passage.client->oidc_client_metadata.backchannel_logout_session_required;
  SessionClient session_client{
      .session_id = session.id,
      .client_id = passage.client->id,
      .sid = passage.facts.session_client ? passage.facts.session_client->sid
                                          : crypto::random_token(dependencies_.random),
      .scopes = decision.scopes,
      .resource_scopes = decision.resource_scopes,
  };
  Grant grant{
      .id = make_grant_id(dependencies_.random),
      .client_id = passage.client->id,
      .user_id = session.user_id,
      .session_id = session.id,
      .is_offline = contains(decision.scopes, scope::offline_access),
      .scopes = decision.scopes,
      .resource_scopes = decision.resource_scopes,
      .nonce = passage.authorization.nonce,
      .sid = wants_sid ? std::optional(session_client.sid) : std::nullopt,
      .authenticated_at = session.signed_in_at,
      .wants_auth_time = passage.authorization.max_age.has_value(),
      .created_at = now,
  };
  const storage::SessionStore sessions(dependencies_.database, dependencies_.tenant);
  passage.plan.add(sessions.upsert_client(session_client));
  return grant;
}

Task<void> AuthorizationEndpoint::renew_session(Passage* passage) {
  if (passage->session_cookie) co_return;
  const auto now = dependencies_.clock.now();
  auto cookie = sent_session(dependencies_, passage->request).value;
  const auto ttl = co_await load_session_ttl(dependencies_);
  const Session& session = *passage->facts.session;
  const auto expires_at = renewed_expiry(session, ttl, now);
  if (expires_at) {
    const storage::SessionStore sessions(dependencies_.database, dependencies_.tenant);
    passage->plan.add(sessions.renew(session.id, now, *expires_at));
    passage->facts.session->expires_at = *expires_at;
  }
  // The older key of two goes with the next rotation: sessions in use move to the newer one.
  const bool is_newest = co_await has_newest_signature(dependencies_, cookie);
  const auto name = current_session_cookie(dependencies_);
  const bool is_renamed = session.cookie_name.value_or(std::string(session_cookie_name)) != name;
  if (is_renamed) {
    const storage::SessionStore sessions(dependencies_.database, dependencies_.tenant);
    passage->plan.add(sessions.rename_cookie(session.id, name));
  }
  if (expires_at || !is_newest || is_renamed) {
    passage->session_cookie = co_await sign_session_cookie(dependencies_, std::move(cookie));
  }
}

Task<http::Response> AuthorizationEndpoint::issue_code(Passage passage, IssueCode decision) {
  const auto& authorization = passage.authorization;
  Grant grant = add_grant(passage, decision);
  const PresentedCode code{
      .grant_id = grant.id, .secret = make_reference_secret(dependencies_.random)};
  grant.code = CodeState{
      .secret_hash = crypto::sha256(code.secret.reveal()),
      .redirect_uri = authorization.redirect_uri,
      .code_challenge = authorization.code_challenge,
      .redirect_uri_given = authorization.redirect_uri_given,
      .expires_at = grant.created_at + authorization_code_ttl,
  };
  // Redeeming extends it to what it then gives.
  grant.expires_at = grant.code.expires_at;
  const storage::GrantStore grants(dependencies_.database, dependencies_.tenant);
  passage.plan.add(grants.insert(grant));
  if (const auto limit = passage.client->custom_client_metadata.max_allowed_grants) {
    passage.plan.add(grants.revoke_oldest(grant.user_id, grant.client_id, *limit, grant.created_at)
    );
  }
  co_await renew_session(&passage);
  auto response = authorization_response(dependencies_, passage.target, {{"code", to_text(code)}});
  forget_dialogue(response, passage);
  co_return co_await finish(std::move(passage), std::move(response));
}

// The device redeems the grant when it calls the next time, or never.
Task<http::Response> AuthorizationEndpoint::approve_device(Passage passage, IssueCode decision) {
  const DeviceAuthorizationId id(*passage.authorization.device_authorization_id);
  const bool is_waiting = co_await is_device_waiting(dependencies_, id);
  if (!is_waiting) {
    auto response = device_page_response("/device?error=expired");
    forget_dialogue(response, passage);
    co_return co_await finish(std::move(passage), std::move(response));
  }
  Grant grant = add_grant(passage, decision);
  grant.origin = GrantOrigin::device;
  grant.expires_at = grant.code.expires_at = grant.created_at + device_code_ttl;
  const storage::GrantStore grants(dependencies_.database, dependencies_.tenant);
  const storage::DeviceAuthorizationStore devices(
      dependencies_.database, dependencies_.vault, dependencies_.tenant
  );
  passage.plan.add(grants.insert(grant)).add(devices.approve(id, grant.id, grant.created_at));
  if (const auto limit = passage.client->custom_client_metadata.max_allowed_grants) {
    passage.plan.add(grants.revoke_oldest(grant.user_id, grant.client_id, *limit, grant.created_at)
    );
  }
  co_await renew_session(&passage);
  auto response = device_page_response("/device/success");
  forget_dialogue(response, passage);
  co_return co_await finish(std::move(passage), std::move(response));
}

Task<http::Response> AuthorizationEndpoint::refuse(Passage passage, OAuthError error) {
  const auto& device = passage.authorization.device_authorization_id;
  auto response = device ? device_page_response("/device?error=aborted")
                         : authorization_error_response(dependencies_, passage.target, error);
  if (device) {
    const DeviceAuthorizationId id(*device);
    const storage::DeviceAuthorizationStore devices(
        dependencies_.database, dependencies_.vault, dependencies_.tenant
    );
    const bool is_waiting = co_await is_device_waiting(dependencies_, id);
    if (is_waiting) passage.plan.add(devices.deny(id, dependencies_.clock.now()));
  }
  forget_dialogue(response, passage);
  co_return co_await finish(std::move(passage), std::move(response));
}

// Commits everything at once; the dialogue that ended here is consumed in the same plan, so that it
// cannot end twice.
Task<http::Response> AuthorizationEndpoint::finish(Passage passage, http::Response response) {
  if (passage.interaction) {
    const storage::InteractionStore interactions(
        dependencies_.database, dependencies_.vault, dependencies_.tenant
    );
    passage.plan.add(interactions.consume(passage.interaction->id));
    passage.plan.add(audit(passage, "Interaction.End", *passage.interaction));
  }
  if (passage.session_cookie) {
    response.add(
        "set-cookie",
        to_session_cookie(dependencies_, *passage.session_cookie, passage.facts.session->expires_at)
    );
  }
  if (!passage.plan.empty()) {
    const auto committed = co_await dependencies_.database.commit(std::move(passage.plan));
    if (!committed) co_return lost_dialogue(passage.request, "interaction session not found");
  }
  co_return response;
}

storage::Statement AuthorizationEndpoint::audit(
    const Passage& passage, std::string key, const Interaction& interaction
) const {
  auto event = make_audit_event(dependencies_, std::move(key), passage.request);
  event.application_id = passage.client->id;
  if (passage.facts.session) {
    event.session_id = passage.facts.session->id;
    event.user_id = passage.facts.session->user_id;
  }
  event.details["interactionId"] = storage::to_log_id(interaction.id);
  event.details["prompt"] = to_string(interaction.prompt);
  const storage::LogStore logs(dependencies_.database, dependencies_.tenant);
  return logs.insert(event);
}

void AuthorizationEndpoint::forget_dialogue(http::Response& response, const Passage& passage)
    const {
  if (!passage.interaction) return;
  remove_interaction_cookies(response, dependencies_, passage.request, passage.interaction->id);
}

http::Response AuthorizationEndpoint::lost_dialogue(
    const http::Request& request, std::string description
) const {
  return to_response(lost_session(std::move(description)), request);
}

}  // namespace daemun::oidc
