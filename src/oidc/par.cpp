#include "oidc/par.h"

#include "oidc/authorization_parameters.h"
#include "oidc/lifetimes.h"
#include "oidc/parameters.h"
#include "storage/pushed_request_store.h"

namespace daemun::oidc {
namespace {

// Only parameters that have an effect are kept: no secret, and nothing to fill the disk with.
std::string to_kept_text(const http::Form& form, const ApplicationId& client_id) {
  http::Form kept({{"client_id", client_id.value()}});
  for (const auto& [name, value] : form.fields()) {
    if (name != "client_id" && is_used_parameter(name)) kept.add(name, value);
  }
  return to_form_text(kept);
}

}  // namespace

Task<http::Response> PushedAuthorizationRequestEndpoint::handle(http::Request request) {
  auto pushed = co_await push(&request);
  if (!pushed) co_return client_error_response(dependencies_, pushed.error(), request);
  JsonWriter body;
  body.add("expires_in", std::int64_t{pushed_request_ttl.count()}).add("request_uri", *pushed);
  auto response = http::json_response(201, std::move(body).take());
  response.set("cache-control", "no-store");
  add_cors_headers(response, request);
  co_return response;
}

Task<Result<std::string, OAuthError>> PushedAuthorizationRequestEndpoint::push(
    const http::Request* request
) {
  auto form = parse_parameters(*request);
  if (!form) co_return form.error();
  auto client = co_await authenticate_client(dependencies_, *request, *form);
  if (!client) co_return client.error();
  if (form->find("request_uri")) co_return invalid_request("request_uri must not be pushed");
  // The whole request is checked now, so that what is kept is known to be good (RFC 9126 2.1).
  const auto target = parse_response_target(*form, **client);
  if (!target) co_return target.error();
  const auto authorization = parse_authorization_parameters(*form, **client, *target);
  if (!authorization) co_return authorization.error();
  const storage::PushedRequestStore pushed(
      dependencies_.database, dependencies_.vault, dependencies_.tenant
  );
  storage::PushedRequest row{
      .id = crypto::random_token(dependencies_.random),
      .client_id = (*client)->id,
      .parameters = to_kept_text(*form, (*client)->id),
      .expires_at = dependencies_.clock.now() + pushed_request_ttl,
      .used_at = std::nullopt,
  };
  storage::Plan plan;
  plan.add(pushed.insert(row)).leave_unsynced();
  const auto committed = co_await dependencies_.database.commit(std::move(plan));
  if (!committed) throw std::runtime_error("a random request_uri was taken");
  co_return "urn:ietf:params:oauth:request_uri:" + row.id;
}

}  // namespace daemun::oidc
