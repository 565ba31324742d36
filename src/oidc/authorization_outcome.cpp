#include "oidc/authorization_outcome.h"

#include "base/text.h"
#include "crypto/digest.h"
#include "oidc/audit.h"
#include "oidc/authorization_response.h"
#include "oidc/interaction_redirect.h"
#include "oidc/lifetimes.h"
#include "oidc/reference.h"
#include "oidc/session_cookie.h"
#include "oidc/tables.h"
#include "storage/device_authorization_store.h"
#include "storage/grant_store.h"
#include "storage/interaction_log_id.h"
#include "storage/interaction_store.h"
#include "storage/session_store.h"

#include <utility>

namespace daemun::oidc {
namespace {

Task<bool> is_device_waiting(const Dependencies& dependencies, DeviceAuthorizationId id) {
  const storage::DeviceAuthorizationStore devices(
      dependencies.database, dependencies.vault, dependencies.tenant
  );
  const auto device = co_await devices.find(std::move(id));
  co_return device && device->status == DeviceStatus::pending &&
      device->expires_at > dependencies.clock.now();
}

SessionClient make_session_client(
    const Dependencies& dependencies, const Passage& passage, const IssueCode& decision
) {
  const auto& known = passage.facts.session_client;
  return {
      .session_id = passage.facts.session->id,
      .client_id = passage.client->id,
      .sid = known ? known->sid : crypto::random_token(dependencies.random),
      .scopes = decision.scopes,
      .resource_scopes = decision.resource_scopes,
  };
}

// Without a code yet.
Grant make_grant(
    const Dependencies& dependencies,
    const Passage& passage,
    const IssueCode& decision,
    const SessionClient& session_client
) {
  const Session& session = *passage.facts.session;
  // Like Logto, omit acr and amr for a single factor unless the application asks for them.
  const bool says_how = !passage.authorization.acr_values.empty() || contains(session.amr, "mfa");
  const bool wants_sid = passage.client->oidc_client_metadata.backchannel_logout_session_required;
  return {
      .id = make_grant_id(dependencies.random),
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
      .amr = says_how ? session.amr : std::vector<std::string>(),
      .created_at = dependencies.clock.now(),
  };
}

CodeState make_code_state(
    const AuthorizationRequest& authorization, const PresentedCode& code, TimePoint now
) {
  return {
      .secret_hash = crypto::sha256(code.secret.reveal()),
      .redirect_uri = authorization.redirect_uri,
      .code_challenge = authorization.code_challenge,
      .redirect_uri_given = authorization.redirect_uri_given,
      .expires_at = now + authorization_code_ttl,
  };
}

}  // namespace

AuthorizationOutcome plan_interaction(
    const Dependencies& dependencies, const Passage& passage, Interact decision
) {
  const auto now = dependencies.clock.now();
  Interaction interaction{
      .id = InteractionId(crypto::random_token(dependencies.random)),
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
      dependencies.database, dependencies.vault, dependencies.tenant
  );
  AuthorizationOutcome outcome{.is_end = false};
  outcome.plan.add(interactions.insert(interaction));
  if (!interaction.session_id && !interaction.login) outcome.plan.leave_unsynced();
  outcome.line = audit_dialogue(dependencies, passage, "Interaction.Create", interaction);
  outcome.response =
      interaction_redirect(dependencies, passage.request, interaction, passage.interaction);
  return outcome;
}

Task<AuthorizationOutcome> plan_grant(
    const Dependencies& dependencies, const Passage& passage, const IssueCode& decision
) {
  AuthorizationOutcome outcome;
  const auto& device = passage.authorization.device_authorization_id;
  if (device) {
    const bool is_waiting =
        co_await is_device_waiting(dependencies, DeviceAuthorizationId(*device));
    if (!is_waiting) {
      outcome.response = device_page_response("/device?error=expired");
      co_return outcome;
    }
  }
  const auto session_client = make_session_client(dependencies, passage, decision);
  Grant grant = make_grant(dependencies, passage, decision, session_client);
  const storage::SessionStore sessions(dependencies.database, dependencies.tenant);
  outcome.plan.add(sessions.upsert_client(session_client));
  if (device) {
    // The device redeems the grant when it calls the next time, or never.
    grant.origin = GrantOrigin::device;
    grant.code.expires_at = grant.created_at + device_code_ttl;
    outcome.response = device_page_response("/device/success");
  } else {
    const PresentedCode code{
        .grant_id = grant.id, .secret = make_reference_secret(dependencies.random)};
    grant.code = make_code_state(passage.authorization, code, grant.created_at);
    outcome.response =
        authorization_response(dependencies, passage.target, {{"code", to_text(code)}});
  }
  // Redeeming extends it to what it then gives.
  grant.expires_at = grant.code.expires_at;
  const storage::GrantStore grants(dependencies.database, dependencies.tenant);
  outcome.plan.add(grants.insert(grant));
  if (device) {
    const storage::DeviceAuthorizationStore devices(
        dependencies.database, dependencies.vault, dependencies.tenant
    );
    outcome.plan.add(devices.approve(DeviceAuthorizationId(*device), grant.id, grant.created_at));
  }
  if (const auto limit = passage.client->custom_client_metadata.max_allowed_grants) {
    outcome.plan.add(grants.revoke_oldest(grant.user_id, grant.client_id, *limit, grant.created_at)
    );
  }
  if (!passage.fresh_session) {
    auto cookie = sent_session(dependencies, passage.request).value;
    outcome.renewed_session =
        co_await renew_session(dependencies, *passage.facts.session, std::move(cookie));
  }
  co_return outcome;
}

Task<AuthorizationOutcome> plan_refusal(
    const Dependencies& dependencies, const Passage& passage, const OAuthError& error
) {
  AuthorizationOutcome outcome;
  const auto& device = passage.authorization.device_authorization_id;
  if (!device) {
    outcome.response = authorization_error_response(dependencies, passage.target, error);
    co_return outcome;
  }
  outcome.response = device_page_response("/device?error=aborted");
  const DeviceAuthorizationId id(*device);
  const bool is_waiting = co_await is_device_waiting(dependencies, id);
  if (is_waiting) {
    const storage::DeviceAuthorizationStore devices(
        dependencies.database, dependencies.vault, dependencies.tenant
    );
    outcome.plan.add(devices.deny(id, dependencies.clock.now()));
  }
  co_return outcome;
}

AuditEvent audit_dialogue(
    const Dependencies& dependencies,
    const Passage& passage,
    std::string key,
    const Interaction& interaction
) {
  auto event = make_audit_event(dependencies, std::move(key), passage.request);
  event.application_id = passage.client->id;
  if (passage.facts.session) {
    event.session_id = passage.facts.session->id;
    event.user_id = passage.facts.session->user_id;
  }
  event.details["interactionId"] = storage::to_log_id(interaction.id);
  event.details["prompt"] = to_string(interaction.prompt);
  return event;
}

http::Response device_page_response(std::string_view page) {
  auto response = http::redirect_response(303, page);
  response.set("cache-control", "no-store");
  return response;
}

}  // namespace daemun::oidc
