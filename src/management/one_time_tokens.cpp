// One-time tokens, for links in mails: /one-time-tokens.
#include "domain/user.h"
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/mail_message.h"
#include "management/nouns.h"
#include "storage/one_time_token_store.h"

#include <cmath>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

template <>
struct daemun::api::Words<daemun::OneTimeTokenStatus> {
  static constexpr OneTimeTokenStatus all[] = {
      OneTimeTokenStatus::active,
      OneTimeTokenStatus::consumed,
      OneTimeTokenStatus::revoked,
      OneTimeTokenStatus::expired};
};

namespace daemun::management {
namespace {

using api::RequestError;

struct TokenContext {
  std::optional<std::vector<std::string>> jit_organization_ids{};
  std::optional<Word<"SignIn", "Register", "ForgotPassword">> interaction_event{};
  std::optional<std::vector<std::string>> jit_role_ids{};        // ours
  std::optional<Text<1, 2048, TextFormat::url>> redirect_url{};  // ours
};
BOOST_DESCRIBE_STRUCT(
    TokenContext, (), (jit_organization_ids, interaction_event, jit_role_ids, redirect_url)
)

struct TokenView {
  Text<0, 21> tenant_id{};
  Text<1, 21> id{};
  Text<1, 128> email{};
  Text<1, 256> token{};
  Raw<TokenContext> context{};
  OneTimeTokenStatus status{};
  Number<> created_at{};
  Number<> expires_at{};
};
BOOST_DESCRIBE_STRUCT(
    TokenView, (), (tenant_id, id, email, token, context, status, created_at, expires_at)
)

struct CreateToken {
  Text<1, 128> email{};
  std::optional<TokenContext> context{};
  std::optional<Number<1, 31536000>> expires_in{};
  // Ours: a mail with the link goes to the address, in that language.
  std::optional<bool> send{};
  std::optional<Text<1, 16>> locale{};
};
BOOST_DESCRIBE_STRUCT(CreateToken, (), (email, context, expires_in, send, locale))

struct VerifyToken {
  Text<1, 256> token{};
  Text<1, 128> email{};
};
BOOST_DESCRIBE_STRUCT(VerifyToken, (), (token, email))

struct SetStatus {
  OneTimeTokenStatus status{};
};
BOOST_DESCRIBE_STRUCT(SetStatus, (), (status))

RequestError no_such_token() {
  return RequestError{.code = "one_time_token.token_not_found", .status = 404};
}

api::Outcome<std::string> parse_email(std::string_view text) {
  auto identifier = parse_identifier(IdentifierType::email, text);
  if (!identifier) return api::invalid_input("email must be an e-mail address");
  return std::move(identifier->value);
}

Milliseconds lifetime_of(const CreateToken& body) {
  if (!body.expires_in) return one_time_token_ttl;
  return Milliseconds(std::llround(body.expires_in->as_double() * 1000));
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
      return to_view(token);
    });
  }

  Answer create(Call call, CreateToken body) {
    auto email = parse_email(body.email);
    if (!email) co_return email.error();
    const auto now = dependencies_.clock.now();
    const OneTimeToken token{
        .id = make_id<OneTimeTokenId>(dependencies_.random),
        .email = std::move(*email),
        .value = Secret(crypto::random_alphanumeric(dependencies_.random, one_time_token_length)),
        .context = api::to_json(body.context.value_or(TokenContext())),
        .created_at = now,
        .expires_at = now + lifetime_of(body),
    };
    storage::Plan plan;
    plan.add(tokens_.insert(token));
    if (body.send.value_or(false)) {
      MailOrder order{
          .to = token.email, .payload = {{"link", dependencies_.endpoint + path_of(token)}}};
      if (body.locale) order.payload["locale"] = *body.locale;
      auto message = co_await plan_mail(&dependencies_, &call, std::move(order));
      if (!message) co_return message.error();
      plan.add(*std::move(message));
    }
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed) throw std::runtime_error("a random one-time token was taken");
    co_return reply_of(to_view(token));
  }

  Answer verify(Call call, VerifyToken body) {
    const auto email = parse_email(body.email);
    if (!email) co_return email.error();
    auto token = co_await tokens_.find_by_value(Secret(std::move(body.token)));
    if (!token) co_return no_such_token();
    const auto now = dependencies_.clock.now();
    const auto problem = one_time_token_problem(*token, *email, now);
    if (!problem.empty()) co_return RequestError{.code = std::string(problem)};
    storage::Plan plan;
    plan.add(tokens_.consume(token->id, now));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    // It was used between the read and the write.
    if (!committed) co_return RequestError{.code = "one_time_token.token_consumed"};
    token->status = OneTimeTokenStatus::consumed;
    co_return reply_of(to_view(*token));
  }

  Answer show(Call call) {
    const OneTimeTokenId id(call.path_parameter("id"));
    const auto token = co_await tokens_.find(id);
    if (!token) co_return no_such("one_time_tokens", id.value());
    co_return reply_of(to_view(*token));
  }

  Answer remove(Call call) {
    const OneTimeTokenId id(call.path_parameter("id"));
    return commit_removal(dependencies_, std::move(call), tokens_.remove(id), not_found());
  }

  Answer update_status(Call call, SetStatus body) {
    const OneTimeTokenId id(call.path_parameter("id"));
    // A token that was used or called back stays so: nobody's mail becomes good again.
    if (body.status == OneTimeTokenStatus::active) {
      co_return RequestError{.code = "one_time_token.cannot_reactivate_token"};
    }
    auto token = co_await tokens_.find(id);
    if (!token) co_return no_such("one_time_tokens", id.value());
    if (token->status != body.status) {
      storage::Plan plan;
      plan.add(tokens_.update_status(id, token->status, body.status));
      const auto committed = co_await commit(dependencies_, call, std::move(plan));
      if (!committed) co_return api::conflict();
      token->status = body.status;
    }
    co_return reply_of(to_view(*token));
  }

 private:
  TokenView to_view(const OneTimeToken& token) const {
    return {
        .tenant_id = dependencies_.tenant.value(),
        .id = token.id.value(),
        .email = token.email,
        .token = token.value.reveal(),
        .context = {token.context},
        .status = status_at(token, dependencies_.clock.now()),
        .created_at = to_unix_ms(token.created_at),
        .expires_at = to_unix_ms(token.expires_at),
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
       .reply = shape_of<std::vector<TokenView>>(),
       .handler = handled_by(noun, &OneTimeTokens::list)},
      {.method = Method::post,
       .path = "/one-time-tokens",
       .summary = "Create a one-time token for an email address",
       .status = 201,
       .reply = shape_of<TokenView>(),
       .refusals = {400, 429, 501},
       .handler = handled_by(noun, &OneTimeTokens::create)},
      {.method = Method::post,
       .path = "/one-time-tokens/verify",
       .summary = "Use a one-time token",
       .reply = shape_of<TokenView>(),
       .refusals = {404},
       .handler = handled_by(noun, &OneTimeTokens::verify)},
      {.method = Method::get,
       .path = "/one-time-tokens/{id}",
       .summary = "Show a one-time token",
       .reply = shape_of<TokenView>(),
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
       .reply = shape_of<TokenView>(),
       .refusals = {404},
       .handler = handled_by(noun, &OneTimeTokens::update_status)},
  };
}

}  // namespace daemun::management
