#include "oidc/token.h"

#include "oidc/audit.h"
#include "oidc/grants/authorization_code.h"
#include "oidc/grants/client_credentials.h"
#include "oidc/grants/device_code.h"
#include "oidc/grants/refresh_token.h"
#include "oidc/grants/token_exchange.h"
#include "oidc/parameters.h"
#include "oidc/tables.h"

#include <algorithm>

namespace daemun::oidc {
namespace {

constexpr GrantRow grant_rows[] = {
    {grant_authorization_code, &exchange_authorization_code},
    {grant_refresh_token, &exchange_refresh_token},
    {grant_client_credentials, &exchange_client_credentials},
    {grant_device_code, &exchange_device_code},
    {grant_token_exchange, &exchange_token},
};
static_assert(std::size(grant_rows) == supported_grants.size(), "discovery names each grant");

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
  auto result = co_await exchange(&request);
  if (!result) {
    const OAuthError& error = result.error();
    if (!error.is_audited) {
      co_await journal_refused_request(services_.dependencies, error, request);
    }
    co_return client_error_response(services_.dependencies, error, request);
  }
  auto response = http::json_response(200, to_json_text(*result));
  response.set("cache-control", "no-store");
  add_cors_headers(response, request);
  co_return response;
}

Task<Result<TokenResponse, OAuthError>> TokenEndpoint::exchange(const http::Request* request) {
  auto form = parse_parameters(*request);
  if (!form) co_return form.error();
  auto token_request = parse_token_request(*form, *request);
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
  auto& journal = services_.dependencies.journal;
  token_request->secret_name = client->secret_name();
  auto event = make_exchange_event(services_.dependencies, *token_request);
  event.application_id = (*client)->id;
  auto response = co_await row->exchange(services_, std::move(*client), std::move(*token_request));
  if (!response) {
    auto error = response.error();
    if (!error.is_audited) journal.write(with_error(std::move(event), error));
    error.is_audited = true;
    co_return error;
  }
  if (!response->is_audited) {
    event.user_id = response->user_id;
    journal.write(event);
  }
  co_return response;
}

}  // namespace daemun::oidc
