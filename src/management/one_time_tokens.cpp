// One-time tokens, for links in mails: /one-time-tokens.
#include "domain/user.h"
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "storage/one_time_token_store.h"

#include <cmath>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

using api::RequestError;

const std::string context_shape =
    "{jitOrganizationIds?: string[], interactionEvent?: "
    "\"SignIn\"|\"Register\"|\"ForgotPassword\", jitRoleIds?: string[]}";
const std::string status_shape = "\"active\"|\"consumed\"|\"revoked\"|\"expired\"";
const std::string token_shape =
    "{tenantId: string<0..21>, id: string<1..21>, email: string<1..128>, token: string<1..256>, "
    "context: " +
    context_shape + ", status: " + status_shape + ", createdAt: number, expiresAt: number}";

RequestError no_such_token() {
  return RequestError{.code = "one_time_token.token_not_found", .status = 404};
}

api::Outcome<std::string> parse_email(std::string_view text) {
  auto identifier = parse_identifier(IdentifierType::email, text);
  if (!identifier) return api::invalid_input("email must be an e-mail address");
  return std::move(identifier->value);
}

// What the API knows of it; other members are not kept.
json::object known_context(const json::object& body) {
  json::object context;
  const auto* given = find_object(body, "context");
  if (given == nullptr) return context;
  for (const char* name : {"jitOrganizationIds", "interactionEvent", "jitRoleIds"}) {
    if (const auto* value = given->if_contains(name)) context[name] = *value;
  }
  return context;
}

Milliseconds lifetime_of(const json::object& body) {
  const auto* seconds = body.if_contains("expiresIn");
  if (seconds == nullptr) return one_time_token_ttl;
  return Milliseconds(std::llround(seconds->to_number<double>() * 1000));
}

class OneTimeTokens {
 public:
  explicit OneTimeTokens(const Dependencies& dependencies)
      : dependencies_(dependencies),
        tokens_(dependencies.database, dependencies.vault, dependencies.tenant) {}

  Answer list(Call call) {
    storage::OneTimeTokenStore::Filter filter{.now = dependencies_.clock.now()};
    if (const auto email = call.query.find("email")) {
      auto canonical = parse_email(*email);
      if (!canonical) co_return canonical.error();
      filter.email = std::move(*canonical);
    }
    if (const auto status = call.query.find("status")) {
      filter.status = parse_one_time_token_status(*status);
      if (!filter.status) co_return api::invalid_input("status is not one of a token");
    }
    const auto listed = co_await tokens_.list_page(std::move(filter), call.window());
    co_return list_reply(listed.tokens, listed.total, [&](const OneTimeToken& token) {
      return to_json(token);
    });
  }

  Answer create(Call call) {
    auto email = parse_email(*string_of(call.body, "email"));
    if (!email) co_return email.error();
    const auto now = dependencies_.clock.now();
    const OneTimeToken token{
        .id = make_id<OneTimeTokenId>(dependencies_.random),
        .email = std::move(*email),
        .value = Secret(crypto::random_alphanumeric(dependencies_.random, one_time_token_length)),
        .context = known_context(call.body),
        .created_at = now,
        .expires_at = now + lifetime_of(call.body),
    };
    storage::Plan plan;
    plan.add(tokens_.insert(token));
    const auto committed = co_await commit_data(dependencies_, call, std::move(plan));
    if (!committed) throw std::runtime_error("a random one-time token was taken");
    co_return Reply{.body = to_json(token)};
  }

  Answer verify(Call call) {
    const auto email = parse_email(*string_of(call.body, "email"));
    if (!email) co_return email.error();
    auto token = co_await tokens_.find_by_value(Secret(*string_of(call.body, "token")));
    if (!token) co_return no_such_token();
    const auto now = dependencies_.clock.now();
    const auto problem = one_time_token_problem(*token, *email, now);
    if (!problem.empty()) co_return RequestError{.code = std::string(problem)};
    storage::Plan plan;
    plan.add(tokens_.consume(token->id, now));
    const auto committed = co_await commit_data(dependencies_, call, std::move(plan));
    // Somebody used it between our look and our write.
    if (!committed) co_return RequestError{.code = "one_time_token.token_consumed"};
    token->status = OneTimeTokenStatus::consumed;
    co_return Reply{.body = to_json(*token)};
  }

  Answer show(Call call) {
    const OneTimeTokenId id(call.path_parameter("id"));
    const auto token = co_await tokens_.find(id);
    if (!token) co_return no_such("one_time_tokens", id.value());
    co_return Reply{.body = to_json(*token)};
  }

  Answer remove(Call call) {
    const OneTimeTokenId id(call.path_parameter("id"));
    storage::Plan plan;
    plan.add(tokens_.remove(id));
    const auto committed = co_await commit_data(dependencies_, call, std::move(plan));
    if (!committed) co_return not_found();
    co_return Reply{};
  }

  Answer update_status(Call call) {
    const OneTimeTokenId id(call.path_parameter("id"));
    const auto status = parse_one_time_token_status(*string_of(call.body, "status"));
    // A token that was used or called back stays so: nobody's mail becomes good again.
    if (status == OneTimeTokenStatus::active) {
      co_return RequestError{.code = "one_time_token.cannot_reactivate_token"};
    }
    auto token = co_await tokens_.find(id);
    if (!token) co_return no_such("one_time_tokens", id.value());
    if (token->status != *status) {
      storage::Plan plan;
      plan.add(tokens_.update_status(id, token->status, *status));
      const auto committed = co_await commit_data(dependencies_, call, std::move(plan));
      if (!committed) co_return api::conflict();
      token->status = *status;
    }
    co_return Reply{.body = to_json(*token)};
  }

 private:
  json::object to_json(const OneTimeToken& token) const {
    return {
        {"tenantId", dependencies_.tenant.value()},
        {"id", token.id.value()},
        {"email", token.email},
        {"token", token.value.reveal()},
        {"context", token.context},
        {"status", to_string(status_at(token, dependencies_.clock.now()))},
        {"createdAt", to_unix_ms(token.created_at)},
        {"expiresAt", to_unix_ms(token.expires_at)},
    };
  }

  const Dependencies& dependencies_;
  storage::OneTimeTokenStore tokens_;
};

}  // namespace

Operations nouns::one_time_tokens(const Dependencies& dependencies) {
  const auto noun = std::make_shared<OneTimeTokens>(dependencies);
  using http::Method;
  return {
      {.method = Method::get,
       .path = "/one-time-tokens",
       .summary = "List one-time tokens",
       .paging = Paging::optional,
       .query = {"email", "status"},
       .reply = parse_shape(token_shape + "[]"),
       .handler = handled_by(noun, &OneTimeTokens::list)},
      {.method = Method::post,
       .path = "/one-time-tokens",
       .summary = "Create a one-time token for an email address",
       .status = 201,
       .body = parse_shape(
           "{email: string<1..128>, context?: " + context_shape +
           ", expiresIn?: number<1..31536000>}"
       ),
       .reply = parse_shape(token_shape),
       .handler = handled_by(noun, &OneTimeTokens::create)},
      {.method = Method::post,
       .path = "/one-time-tokens/verify",
       .summary = "Use a one-time token",
       .body = parse_shape("{token: string<1..256>, email: string<1..128>}"),
       .reply = parse_shape(token_shape),
       .refusals = {404},
       .handler = handled_by(noun, &OneTimeTokens::verify)},
      {.method = Method::get,
       .path = "/one-time-tokens/{id}",
       .summary = "Show a one-time token",
       .reply = parse_shape(token_shape),
       .refusals = {404},
       .handler = handled_by(noun, &OneTimeTokens::show)},
      {.method = Method::delete_,
       .path = "/one-time-tokens/{id}",
       .summary = "Delete a one-time token",
       .status = 204,
       .refusals = {404},
       .handler = handled_by(noun, &OneTimeTokens::remove)},
      {.method = Method::put,
       .path = "/one-time-tokens/{id}/status",
       .summary = "Update the status of a one-time token",
       .body = parse_shape("{status: " + status_shape + "}"),
       .reply = parse_shape(token_shape),
       .refusals = {404},
       .handler = handled_by(noun, &OneTimeTokens::update_status)},
  };
}

}  // namespace daemun::management
