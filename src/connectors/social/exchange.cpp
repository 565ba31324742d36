#include "connectors/social/exchange.h"

#include "base/encoding.h"
#include "base/header_text.h"
#include "base/text.h"
#include "base/uri.h"
#include "connectors/social/account.h"
#include "connectors/social/social_error.h"
#include "connectors/social/talk.h"
#include "connectors/social/token_endpoint.h"
#include "daemun/auth/id_token.h"
#include "daemun/auth/jwks.h"
#include "domain/user.h"

#include <utility>

namespace daemun::connectors {
namespace {

using Code = auth::AuthError::Code;

// Of the unsigned field `user`.
constexpr JsonLimits user_limits{.max_bytes = 4 * 1024, .max_depth = 16};

Form make_code_grant(const auth::ReceivedCode& code) {
  Form form;
  form.add("grant_type", "authorization_code");
  form.add("code", code.code.reveal());
  form.add("redirect_uri", code.pending.redirect_uri);
  if (!code.pending.code_verifier.empty())
    form.add("code_verifier", code.pending.code_verifier.reveal());
  return form;
}

net::Request make_user_request(std::string url, std::string method, const Secret& access_token) {
  net::Request request;
  request.method = std::move(method);
  request.url = std::move(url);
  request.headers = {
      {"Accept", "application/json"},
      {"Authorization", "Bearer " + access_token.reveal()},  // RFC 6750 2.1
      {"User-Agent", "daemun"},                              // GitHub refuses requests without one
  };
  request.max_response_bytes = answer_rules.max_bytes;
  return request;
}

}  // namespace

SocialExchange::SocialExchange(
    const SocialProvider& provider, json::object config, auth::ReceivedCode code
)
    : provider_(&provider),
      config_(std::move(config)),
      service_(provider.make(config_)),
      code_(std::move(code)) {}

SocialExchange::SocialExchange(
    const SocialProvider& provider,
    json::object config,
    auth::ReceivedCode code,
    const Attempt& attempt
)
    : SocialExchange(provider, std::move(config), std::move(code)) {
  ask(Stage::token, make_token_request(service_, make_code_grant(code_), attempt));
}

SocialExchange::SocialExchange(const SocialProvider& provider, SocialUser user)
    : provider_(&provider), step_(clean_user(std::move(user))) {}

Result<SocialExchange, ConnectorError> SocialExchange::from_callback(
    const SocialProvider& provider, json::object config, auth::ReceivedCode code, const Form& fields
) {
  const auto id_token = fields.find("id_token");
  if (!id_token) return make_error(ConnectorErrorCode::general, "The callback has no ID token.");
  SocialExchange exchange(provider, std::move(config), std::move(code));
  exchange.id_token_ = Secret(std::string(*id_token));
  // Nothing of it is needed.
  if (auto user = parse_json_object(fields.find("user").value_or(""), user_limits))
    exchange.user_ = *std::move(user);
  const auto asked = exchange.ask_for_keys();
  if (!asked) return asked.error();
  return exchange;
}

Result<SocialExchange, ConnectorError> SocialExchange::from_credential(
    const SocialProvider& provider, json::object config, Secret credential
) {
  SocialExchange exchange(provider, std::move(config), {});
  exchange.id_token_ = std::move(credential);
  // There is no access token to ask with.
  exchange.service_.registration.provider.metadata.userinfo_endpoint.clear();
  const auto asked = exchange.ask_for_keys();
  if (!asked) return asked.error();
  return exchange;
}

Result<SocialExchange, ConnectorError> SocialExchange::begin_talk(
    const SocialProvider& provider, json::object config, auth::ReceivedCode code, TimePoint now
) {
  SocialExchange exchange(provider, std::move(config), std::move(code));
  const auto begun = exchange.go_on(now);
  if (!begun) return begun.error();
  return exchange;
}

void SocialExchange::ask(Stage stage, net::Request request) {
  stage_ = stage;
  request.timeout = answer_timeout;
  step_ = std::move(request);
}

Result<void, ConnectorError> SocialExchange::read(const net::Response& response, TimePoint now) {
  switch (stage_) {
    case Stage::token:
      return read_token(response);
    case Stage::keys:
      return read_keys(response, now);
    case Stage::user:
      return read_user(response);
    case Stage::talk:
      return read_talk(response, now);
    case Stage::further:
      break;
  }
  return read_further(response);
}

Result<void, ConnectorError> SocialExchange::read_token(const net::Response& response) {
  const auto answer = read_token_answer(response, service_.token_answer);
  if (!answer) return refuse_token(answer.error());
  if (provider_->token_use != TokenUse::none) tokens_ = to_social_tokens(*answer);
  access_token_ = Secret(text_at(*answer, "access_token"));
  id_token_ = Secret(text_at(*answer, "id_token"));
  const auto& metadata = service_.registration.provider.metadata;
  // It goes into a header.
  const bool is_usable = metadata.userinfo_endpoint.empty() || is_line(access_token_.reveal());
  if (!is_usable)
    return refuse_token(auth::refuse(Code::missing_member, "access_token is missing"));
  if (!service_.has_id_token()) return ask_for_user();
  if (id_token_.empty())
    return refuse_token(auth::refuse(Code::missing_id_token, "the service sent no ID token"));
  return ask_for_keys();
}

Result<void, ConnectorError> SocialExchange::ask_for_keys() {
  auto keys = auth::make_jwks_request(service_.registration.provider, "");
  if (!keys) return refuse_user(keys.error());
  ask(Stage::keys, *std::move(keys));
  return {};
}

Result<void, ConnectorError> SocialExchange::read_keys(
    const net::Response& response, TimePoint now
) {
  const auto fetched = auth::read_jwks_response(response);
  if (!fetched) return refuse_user(fetched.error());
  if (!*fetched) return make_error(ConnectorErrorCode::invalid_response, "There are no keys.");
  const auto token = verify(service_.registration, (*fetched)->keys, now);
  if (!token) return refuse_id_token(token.error());
  id_claims_ = token->claims.members();
  return ask_for_user();
}

Result<auth::IdToken, auth::AuthError> SocialExchange::verify(
    auth::Registration registration, const jose::KeySet& keys, TimePoint now
) const {
  const auto& pending = code_.pending;
  const auto verify_now = [&] {
    return auth::verify_id_token(
        id_token_.reveal(),
        keys,
        registration,
        {.nonce = pending.nonce,
         .max_age = pending.max_age,
         .access_token = access_token_,
         .code = code_.code,
         .leeway = service_.leeway},
        now
    );
  };
  auto token = verify_now();
  if (token || service_.other_issuer.empty()) return token;
  registration.provider.metadata.issuer = service_.other_issuer;
  return verify_now();
}

Result<void, ConnectorError> SocialExchange::ask_for_user() {
  const auto& url = service_.registration.provider.metadata.userinfo_endpoint;
  if (url.empty()) return finish();
  ask(Stage::user, make_user_request(url, service_.user_method, access_token_));
  return {};
}

Result<void, ConnectorError> SocialExchange::read_user(const net::Response& response) {
  if (response.status == service_.refused_status) {
    return make_error(
        ConnectorErrorCode::social_invalid_access_token, "the service refuses its access token"
    );
  }
  auto answer = auth::read_json_answer(response, answer_rules);
  if (!answer) return refuse_user(answer.error());
  user_ = *std::move(answer);
  return ask_for_further();
}

Result<void, ConnectorError> SocialExchange::ask_for_further() {
  if (further_.size() == service_.further_urls.size()) return finish();
  ask(Stage::further,
      make_user_request(service_.further_urls[further_.size()], "GET", access_token_));
  return {};
}

// Only what could be read: nothing of it is needed to know whose account it is.
Result<void, ConnectorError> SocialExchange::read_further(const net::Response& response) {
  auto answer = parse_json(response.body, {.max_bytes = answer_rules.max_bytes, .max_depth = 16});
  const bool is_read = response.status == 200 && answer;
  further_.push_back(is_read ? *std::move(answer) : json::value());
  return ask_for_further();
}

Result<void, ConnectorError> SocialExchange::read_talk(
    const net::Response& response, TimePoint now
) {
  auto answer = read_talk_answer(response, service_, !answers_.empty());
  const bool is_needed = answers_.size() < service_.needed_answers;
  if (!answer && is_needed) return answer.error();
  answers_.push_back(answer ? *std::move(answer) : json::object());
  return go_on(now);
}

Result<void, ConnectorError> SocialExchange::go_on(TimePoint now) {
  auto step = provider_->next({config_, code_, answers_, now});
  if (!step) return step.error();
  if (auto* request = std::get_if<net::Request>(&*step)) {
    ask(Stage::talk, std::move(*request));
    return {};
  }
  auto user = check_user(std::get<SocialUser>(*std::move(step)));
  if (!user) return user.error();
  step_ = *std::move(user);
  return {};
}

Result<void, ConnectorError> SocialExchange::finish() {
  auto user = check_user(provider_->read(
      {.config = config_, .id_token = id_claims_, .user = user_, .further = further_}
  ));
  if (!user) return user.error();
  // OpenID Connect Core 5.3.2
  if (service_.has_id_token() && text_at(id_claims_, service_.id_claim) != user->id) {
    return make_error(
        ConnectorErrorCode::social_invalid_access_token, "the user information is another user's"
    );
  }
  step_ = *std::move(user);
  return {};
}

}  // namespace daemun::connectors
