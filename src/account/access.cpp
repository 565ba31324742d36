#include "account/access.h"

#include "storage/user_store.h"

#include <utility>

#include "account/verification.h"
#include "api/bearer.h"

namespace daemun::account {
namespace {

using api::RequestError;

RequestError unauthorized() {
  return {.code = "auth.unauthorized", .status = 401};
}

Task<TokenOutcome> read_token(
    const TokenReaders& readers,
    const http::Request& request,
    const Operation& operation,
    std::string text
) {
  if (!takes_organization_token(operation.checks)) return readers.account(std::move(text));
  OrganizationId organization(std::string(request.path_parameter("id")));
  return readers.organization(std::move(text), std::move(organization));
}

}  // namespace

Task<api::Outcome<Caller>> load_caller(
    const Dependencies* dependencies,
    const TokenReaders* readers,
    const http::Request* request,
    const Operation* operation
) {
  const auto text = api::parse_bearer(*request);
  if (!text) co_return text.error();
  auto token = co_await read_token(*readers, *request, *operation, std::string(*text));
  if (!token && token.error() == TokenRefusal::forbidden)
    co_return RequestError{.code = "auth.forbidden", .status = 403};
  if (!token) co_return unauthorized();
  const storage::UserStore users(dependencies->database, dependencies->tenant);
  auto account = co_await users.find_with_password(token->user.id);
  if (!account || account->user.is_suspended) co_return unauthorized();
  Caller caller{*std::move(token)};
  caller.user = std::move(account->user);
  caller.has_password = account->password.has_value();
  caller.password_updated_at = account->password_updated_at.value_or(TimePoint{});
  caller.is_first_party = !caller.application->is_third_party;
  const auto now = dependencies->clock.now();
  caller.has_just_signed_in = caller.signed_in_at && *caller.signed_in_at + fresh_sign_in >= now;
  caller.proof = co_await load_step_up(dependencies, request, &caller);
  co_return caller;
}

}  // namespace daemun::account
