#include "oidc/token.h"

#include "oidc/audit.h"
#include "oidc/granted_tokens.h"
#include "oidc/grants/authorization_code.h"
#include "oidc/grants/client_credentials.h"
#include "oidc/grants/device_code.h"
#include "oidc/grants/refresh_token.h"
#include "oidc/grants/token_exchange.h"
#include "oidc/lifetimes.h"
#include "oidc/parameters.h"
#include "oidc/tables.h"
#include "storage/grant_store.h"
#include "storage/log_store.h"

#include <algorithm>

namespace daemun::oidc {
namespace {

Task<Planned> refused(OAuthError error) {
  co_return GrantRefusal{.error = std::move(error)};
}

// A grant type sees its own typed request and never the form.
template <auto parse, auto plan>
Task<Planned> typed(const TokenServices& services, const TokenCall* call) {
  auto request = parse(call->form, call->access);
  if (!request) return refused(std::move(request).error());
  return plan(services, call->client, *std::move(request));
}

constexpr GrantRow grant_rows[] = {
    {grant_authorization_code, &typed<parse_code_request, plan_code_exchange>},
    {grant_refresh_token, &typed<parse_refresh_request, plan_refresh>},
    {grant_client_credentials, &typed<parse_machine_request, plan_machine_token>},
    {grant_device_code, &typed<parse_device_request, plan_device_exchange>},
    {grant_token_exchange, &typed<parse_exchange_request, plan_token_exchange>},
};
static_assert(std::size(grant_rows) == supported_grants.size(), "discovery names each grant");

// The statements of the plan, which make tokens.grant what it will be.
storage::Plan to_statements(
    const TokenServices& services,
    const TokenCall& call,
    TokenPlan& plan,
    GrantedTokens& tokens,
    TimePoint now
) {
  const auto& dependencies = services.dependencies;
  const storage::GrantStore grants(dependencies.database, dependencies.tenant);
  storage::Plan statements = std::move(plan.spends);
  if (const auto* subject = std::get_if<Subject>(&plan.holder)) {
    tokens.grant = make_exchange_grant(
        make_grant_id(dependencies.random), *call.client, *subject, tokens.access_token, now
    );
  }
  if (!tokens.grant) return statements;
  Grant& grant = *tokens.grant;
  // A grant lives at least as long as its tokens.
  const TimePoint token_end = now + tokens.access_token.ttl;
  switch (plan.change) {
    case GrantChange::none:
      if (token_end > grant.expires_at) statements.add(grants.extend(grant.id, token_end));
      break;
    case GrantChange::redeemed:
      grant.code.redeemed_at = now;
      grant.expires_at = std::max(now + opaque_access_token_ttl, token_end);
      if (issues_refresh_token(grant, *call.client)) {
        plan.refresh_token = begin_refresh(grant, *call.client, dependencies.random, now);
      }
      statements.add(grants.redeem_code(grant));
      break;
    case GrantChange::rotated:
      grant.expires_at = std::max(grant.expires_at, token_end);
      statements.add(grants.rotate_refresh_token(grant, grant.refresh->generation - 1));
      break;
    case GrantChange::made:
      statements.add(grants.insert(grant));
      break;
  }
  if (plan.audit) {
    const storage::LogStore logs(dependencies.database, dependencies.tenant);
    statements.add(logs.insert(with_grant(call.event, grant, std::move(*plan.audit))));
  }
  return statements;
}

// Another request was faster. Nothing: the request is worth another look.
std::optional<GrantRefusal> lost_race(GrantChange change, std::optional<Grant> grant) {
  if (change == GrantChange::redeemed) {
    // Redeemed between our look and our write: that is a second use.
    return GrantRefusal{
        .error = invalid_grant("code used twice at once"),
        .replay = Replay::yes,
        .grant = std::move(grant)};
  }
  if (change == GrantChange::made) {
    return GrantRefusal{
        .error = invalid_grant("subject token consumed, or its user removed, meanwhile")};
  }
  return std::nullopt;
}

}  // namespace

TokenEndpoint::TokenEndpoint(
    const Dependencies& dependencies, KeyRings& key_rings, const OpaqueTokens& opaque_tokens
)
    : services_{
          .dependencies = dependencies,
          .key_rings = key_rings,
          .opaque_tokens = opaque_tokens,
          .successor_key =
              dependencies.vault.derive("refresh token successors/" + dependencies.tenant.value()),
      } {}

Task<http::Response> TokenEndpoint::handle(http::Request request) {
  auto call = co_await admit(&request);
  if (!call) {
    co_await journal_refused_request(services_.dependencies, call.error(), request);
    co_return client_error_response(services_.dependencies, call.error(), request);
  }
  const auto tokens = co_await exchange(&*call);
  if (!tokens) co_return client_error_response(services_.dependencies, tokens.error(), request);
  auto response = http::json_response(200, to_json_text(*tokens));
  response.set("cache-control", "no-store");
  add_cors_headers(response, request);
  co_return response;
}

Task<Result<TokenCall, OAuthError>> TokenEndpoint::admit(const http::Request* request) {
  auto form = parse_parameters(*request);
  if (!form) co_return form.error();
  auto token_request = parse_token_request(*form);
  if (!token_request) co_return token_request.error();
  auto client = co_await authenticate_client(services_.dependencies, *request, *form);
  if (!client) co_return client.error();
  const auto row =
      std::find_if(std::begin(grant_rows), std::end(grant_rows), [&](const GrantRow& candidate) {
        return candidate.grant_type == token_request->grant_type;
      });
  if (row == std::end(grant_rows)) {
    co_return OAuthError{
        .code = OAuthErrorCode::unsupported_grant_type,
        .description = "unsupported grant_type requested",
    };
  }
  if (!allows_grant(**client, row->grant_type)) {
    co_return invalid_request("requested grant type is not allowed for this client");
  }
  auto event = make_exchange_event(services_.dependencies, *request, *client, *token_request);
  co_return TokenCall{
      .row = row,
      .form = *std::move(form),
      .access = std::move(token_request->access),
      .client = *std::move(client),
      .event = std::move(event),
  };
}

Task<Result<TokenResponse, OAuthError>> TokenEndpoint::exchange(TokenCall* call) {
  const auto& dependencies = services_.dependencies;
  std::optional<GrantRefusal> refusal;
  // A refresh that lost a race sees the winner's generation at its second look; that is a replay
  // within the grace time and needs no rotation. More attempts would mean another trouble.
  constexpr int attempts = 3;
  for (int attempt = 0; attempt < attempts && !refusal; ++attempt) {
    auto plan = co_await call->row->plan(services_, call);
    if (!plan) {
      refusal = std::move(plan).error();
      break;
    }
    auto tokens = co_await load_tokens(services_, call->client.pointer(), &*plan);
    if (!tokens) {
      refusal = GrantRefusal{.error = tokens.error()};
      break;
    }
    const auto now = dependencies.clock.now();
    auto statements = to_statements(services_, *call, *plan, *tokens, now);
    if (!statements.empty()) {
      const auto committed = co_await dependencies.database.commit(std::move(statements));
      if (!committed) {
        refusal = lost_race(plan->change, std::move(tokens->grant));
        continue;
      }
    }
    // All is spent: what follows neither waits nor reads.
    auto response = make_tokens(services_, *tokens, now);
    if (plan->refresh_token) response.refresh_token = to_text(*plan->refresh_token);
    if (tokens->grant && plan->change != GrantChange::made) {
      dependencies.journal.note_presence(tokens->grant->user_id, now);
    }
    if (!plan->audit) {
      if (tokens->grant) call->event.user_id = tokens->grant->user_id;
      dependencies.journal.write(call->event);
    }
    co_return response;
  }
  if (!refusal) {
    refusal = GrantRefusal{.error = invalid_grant("refresh token rotated too often at once")};
  }
  co_return co_await refuse_exchange(dependencies, std::move(call->event), *std::move(refusal));
}

Task<OAuthError> refuse_exchange(
    const Dependencies& dependencies, AuditEvent event, GrantRefusal refusal
) {
  const auto& grant = refusal.grant;
  const bool ends_grant = refusal.replay == Replay::yes && grant && !grant->revoked_at;
  if (refusal.error.audit == Audit::no) co_return refusal.error;
  if (grant) {
    json::object details;
    if (ends_grant) details["revoked"] = true;
    event = with_grant(std::move(event), *grant, std::move(details));
  }
  event = with_error(std::move(event), refusal.error);
  if (!ends_grant) {
    dependencies.journal.write(event);
    co_return refusal.error;
  }
  const storage::GrantStore grants(dependencies.database, dependencies.tenant);
  const storage::LogStore logs(dependencies.database, dependencies.tenant);
  storage::Plan plan;
  plan.add(grants.revoke(grant->id, dependencies.clock.now())).add(logs.insert(event));
  const auto committed = co_await dependencies.database.commit(std::move(plan));
  if (!committed) throw std::runtime_error("revoking a replayed grant hit a conflict");
  co_return refusal.error;
}

}  // namespace daemun::oidc
