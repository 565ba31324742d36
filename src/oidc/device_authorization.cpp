#include "oidc/device_authorization.h"

#include "crypto/random_text.h"
#include "domain/open_resources.h"
#include "domain/resource.h"
#include "domain/user_code.h"
#include "oidc/authorization_parameters.h"
#include "oidc/parameters.h"
#include "oidc/tables.h"
#include "storage/device_authorization_store.h"

#include <stdexcept>

namespace daemun::oidc {

Task<http::Response> DeviceAuthorizationEndpoint::handle(http::Request request) {
  const auto body = co_await begin(&request);
  if (!body) co_return client_error_response(dependencies_, body.error(), request);
  auto response = http::json_response(200, *body);
  response.set("cache-control", "no-store");
  add_cors_headers(response, request);
  co_return response;
}

Task<Result<std::string, OAuthError>> DeviceAuthorizationEndpoint::begin(
    const http::Request* request
) {
  auto form = parse_parameters(*request);
  if (!form) co_return form.error();
  const auto client = co_await authenticate_client(dependencies_, *request, *form);
  if (!client) co_return client.error();
  if (!allows_grant(**client, grant_device_code)) {
    co_return OAuthError{
        .code = OAuthErrorCode::unauthorized_client,
        .description = std::string(grant_device_code) + " is not allowed for this client",
    };
  }
  auto asked = parse_device_parameters(*form, **client);
  if (!asked) co_return asked.error();
  for (const auto& indicator : asked->resources) {
    if (indicator == organizations_resource) {
      if (!are_organizations_open_to(**client)) co_return invalid_target();
      continue;
    }
    const auto resource = co_await dependencies_.settings.find_resource(indicator);
    if (!resource || !is_open_to(**client, *resource)) co_return invalid_target();
  }
  const auto now = dependencies_.clock.now();
  const Secret device_code(crypto::random_token(dependencies_.random));
  DeviceAuthorization authorization{
      .id = DeviceAuthorizationId(crypto::random_id(dependencies_.random, 21)),
      .client_id = (*client)->id,
      .request = std::move(*asked),
      .ip = request->remote_address,
      .created_at = now,
      .expires_at = now + device_code_ttl,
  };
  const auto stored = co_await store(std::move(authorization), device_code);
  const auto user_code = format_user_code(stored);
  // Logto's path; /oidc/device is where the page posts to.
  const auto page = dependencies_.endpoint + "/device";
  JsonWriter body;
  body.add("device_code", device_code.reveal())
      .add("user_code", user_code)
      .add("verification_uri", page)
      .add("verification_uri_complete", page + "?user_code=" + user_code)
      .add("expires_in", std::int64_t{device_code_ttl.count()});
  co_return std::move(body).take();
}

Task<std::string> DeviceAuthorizationEndpoint::store(
    DeviceAuthorization authorization, Secret device_code
) {
  const storage::DeviceAuthorizationStore devices(
      dependencies_.database, dependencies_.vault, dependencies_.tenant
  );
  // Among a million codes one in 25,000 new ones is taken: a second try is enough for good.
  constexpr int attempts = 4;
  for (int attempt = 0; attempt < attempts; ++attempt) {
    authorization.user_code =
        crypto::random_text(dependencies_.random, user_code_length, user_code_alphabet);
    storage::Plan plan;
    plan.add(devices.insert(authorization, device_code)).leave_unsynced();
    const auto committed = co_await dependencies_.database.commit(std::move(plan));
    if (committed) co_return authorization.user_code;
    if (committed.error().reason != storage::Conflict::Reason::unique) break;
  }
  throw std::runtime_error("no free user code, or the application has gone");
}

}  // namespace daemun::oidc
