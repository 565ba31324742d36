#include "oidc/account_dialogue.h"

#include "domain/account_dialogue.h"
#include "oidc/audit.h"
#include "oidc/authorization_session.h"
#include "oidc/interaction_redirect.h"
#include "oidc/oauth_error.h"
#include "oidc/session_cookie.h"
#include "storage/interaction_log_id.h"
#include "storage/interaction_store.h"
#include "storage/log_store.h"

#include <utility>

namespace daemun::oidc {

Task<http::Response> resume_account_dialogue(
    const Dependencies& dependencies, http::Request request, Interaction interaction
) {
  if (!interaction.login) co_return interaction_redirect(dependencies, request, interaction);
  auto previous = co_await load_session(dependencies, sent_session(dependencies, request));
  auto context = sign_in_context_of(request);
  auto fresh = co_await begin_session(
      dependencies, *interaction.login, std::move(previous), std::move(context)
  );

  auto event = make_audit_event(dependencies, "Interaction.End", request);
  event.application_id = interaction.request.client_id;
  event.session_id = fresh.session.id;
  event.user_id = fresh.session.user_id;
  event.details["interactionId"] = storage::to_log_id(interaction.id);
  event.details["prompt"] = to_string(interaction.prompt);
  const storage::InteractionStore interactions(
      dependencies.database, dependencies.vault, dependencies.tenant
  );
  const storage::LogStore logs(dependencies.database, dependencies.tenant);
  storage::Plan plan = std::move(fresh.plan);
  plan.add(interactions.consume(interaction.id)).add(logs.insert(event));
  const auto committed = co_await dependencies.database.commit(std::move(plan));
  if (!committed) co_return to_response(lost_session("interaction session not found"), request);

  auto response = http::redirect_response(303, end_of_dialogue(interaction.request));
  response.set("cache-control", "no-store");
  response.add(
      "set-cookie", to_session_cookie(dependencies, fresh.cookie, fresh.session.expires_at)
  );
  remove_interaction_cookies(response, dependencies, request, interaction.id);
  dependencies.journal.note_presence(fresh.session.user_id, dependencies.clock.now());
  co_return response;
}

}  // namespace daemun::oidc
