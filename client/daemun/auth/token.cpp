#include "daemun/auth/token.h"

#include "base/text.h"
#include "daemun/auth/answer.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <system_error>
#include <utility>

namespace daemun::auth {

namespace {

using Code = AuthError::Code;

constexpr AnswerRules token_answer{.max_bytes = 256 * 1024};
constexpr std::int64_t max_lifetime = std::int64_t{10} * 366 * 24 * 3600;

Form make_grant(std::string grant_type) {
  Form form;
  form.add("grant_type", std::move(grant_type));
  return form;
}

void add_unless_empty(Form& form, std::string_view name, std::string_view value) {
  if (!value.empty()) form.add(std::string(name), std::string(value));
}

Request make_token_request(
    Form form, const Registration& registration, const Surroundings& surroundings
) {
  auto request = make_authenticated_request(
      registration.provider.metadata.token_endpoint, std::move(form), registration, surroundings
  );
  request.max_response_bytes = token_answer.max_bytes;
  return request;
}

AuthError malformed(std::string_view member) {
  return refuse(Code::bad_member, std::string(member) + " is malformed");
}

// A number; some providers send it as a text.
std::optional<std::int64_t> to_seconds(const json::value& value) {
  if (const auto* integer = value.if_int64()) return *integer;
  if (const auto* number = value.if_double()) {
    const bool is_in_range = *number >= 0 && *number <= static_cast<double>(max_lifetime);
    if (!is_in_range) return std::nullopt;
    return static_cast<std::int64_t>(std::floor(*number));
  }
  const auto* text = value.if_string();
  if (text == nullptr) return std::nullopt;
  std::int64_t seconds = 0;
  const char* end = text->data() + text->size();
  const auto parsed = std::from_chars(text->data(), end, seconds);
  if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  return seconds;
}

Result<std::optional<Seconds>, AuthError> read_lifetime(const json::object& answer) {
  const auto* value = answer.if_contains("expires_in");
  if (value == nullptr || value->is_null()) return std::optional<Seconds>();
  const auto seconds = to_seconds(*value);
  if (!seconds || *seconds < 0 || *seconds > max_lifetime) return malformed("expires_in");
  return std::optional<Seconds>(*seconds);
}

// Empty when absent; null counts as absent.
Result<std::string, AuthError> read_optional(const json::object& answer, std::string_view member) {
  const auto* value = answer.if_contains(member);
  if (value == nullptr || value->is_null()) return std::string();
  if (!value->is_string()) return malformed(member);
  return std::string(std::string_view(value->get_string()));
}

Result<TokenSet, AuthError> read_tokens(const json::object& answer, TimePoint now) {
  auto access_token = read_string(answer, "access_token");
  if (!access_token) return access_token.error();
  auto refresh_token = read_optional(answer, "refresh_token");
  if (!refresh_token) return refresh_token.error();
  auto id_token = read_optional(answer, "id_token");
  if (!id_token) return id_token.error();
  const auto scope = read_optional(answer, "scope");
  if (!scope) return scope.error();
  auto issued_token_type = read_optional(answer, "issued_token_type");
  if (!issued_token_type) return issued_token_type.error();
  const auto expires_in = read_lifetime(answer);
  if (!expires_in) return expires_in.error();

  TokenSet tokens{
      .access_token = Secret(*std::move(access_token)),
      .expires_in = *expires_in,
      .refresh_token = Secret(*std::move(refresh_token)),
      .id_token = Secret(*std::move(id_token)),
      .issued_token_type = *std::move(issued_token_type),
  };
  if (*expires_in) tokens.expires_at = now + **expires_in;
  if (answer.contains("scope")) tokens.scopes = split_words(*scope);
  return tokens;
}

}  // namespace

Request make_code_request(
    const Registration& registration, const ReceivedCode& received, const Surroundings& surroundings
) {
  Form form = make_grant("authorization_code");
  form.add("code", received.code.reveal());
  form.add("redirect_uri", received.pending.redirect_uri);
  form.add("code_verifier", received.pending.code_verifier.reveal());
  return make_token_request(std::move(form), registration, surroundings);
}

Result<TokenSet, AuthError> read_code_response(
    const Response& response, const ReceivedCode& received, TimePoint now
) {
  auto tokens = read_token_response(response, now);
  if (!tokens) return tokens;
  if (contains(received.pending.scopes, "openid") && tokens->id_token.empty()) {
    return refuse(Code::missing_id_token, "the provider sent no ID token");
  }
  return tokens;
}

Request make_refresh_request(
    const Registration& registration,
    const RefreshParameters& parameters,
    const Surroundings& surroundings
) {
  Form form = make_grant("refresh_token");
  form.add("refresh_token", parameters.refresh_token.reveal());
  add_unless_empty(form, registration.provider.quirks.resource_parameter, parameters.resource);
  add_unless_empty(form, "organization_id", parameters.organization_id);
  add_unless_empty(form, "scope", join(parameters.scopes));
  return make_token_request(std::move(form), registration, surroundings);
}

TokenSet to_refreshed(const TokenSet& previous, TokenSet answer) {
  if (answer.refresh_token.empty()) answer.refresh_token = previous.refresh_token;
  if (answer.id_token.empty()) answer.id_token = previous.id_token;
  return answer;
}

Request make_client_credentials_request(
    const Registration& registration,
    const ClientCredentialsParameters& parameters,
    const Surroundings& surroundings
) {
  Form form = make_grant("client_credentials");
  add_unless_empty(form, registration.provider.quirks.resource_parameter, parameters.resource);
  add_unless_empty(form, "organization_id", parameters.organization_id);
  add_unless_empty(form, "scope", join(parameters.scopes));
  return make_token_request(std::move(form), registration, surroundings);
}

Result<Request, AuthError> make_token_exchange_request(
    const Registration& registration,
    const TokenExchangeParameters& parameters,
    const Surroundings& surroundings
) {
  if (parameters.actor_token.empty() != parameters.actor_token_type.empty()) {
    return refuse(Code::bad_parameter, "an actor token and its type go together");
  }
  Form form = make_grant("urn:ietf:params:oauth:grant-type:token-exchange");
  form.add("subject_token", parameters.subject_token.reveal());
  form.add("subject_token_type", parameters.subject_token_type);
  add_unless_empty(form, "actor_token", parameters.actor_token.reveal());
  add_unless_empty(form, "actor_token_type", parameters.actor_token_type);
  add_unless_empty(form, "requested_token_type", parameters.requested_token_type);
  add_unless_empty(form, "resource", parameters.resource);
  add_unless_empty(form, "audience", parameters.audience);
  add_unless_empty(form, "organization_id", parameters.organization_id);
  add_unless_empty(form, "scope", join(parameters.scopes));
  return make_token_request(std::move(form), registration, surroundings);
}

Result<TokenSet, AuthError> read_token_response(const Response& response, TimePoint now) {
  const auto answer = read_json_answer(response, token_answer);
  if (!answer) return answer.error();
  const auto type = read_string(*answer, "token_type");
  if (!type) return type.error();
  // RFC 6749 7.1: a type that the client does not understand must not be used.
  if (!equals_ignoring_ascii_case(*type, "bearer")) {
    return refuse(Code::unsupported_token_type, "the access token is not a bearer token");
  }
  return read_tokens(*answer, now);
}

Result<TokenSet, AuthError> read_token_exchange_response(const Response& response, TimePoint now) {
  const auto answer = read_json_answer(response, token_answer);
  if (!answer) return answer.error();
  const auto issued = read_string(*answer, "issued_token_type");
  if (!issued) return issued.error();
  const auto type = read_string(*answer, "token_type");
  if (!type) return type.error();
  if (!equals_ignoring_ascii_case(*type, "bearer") && !equals_ignoring_ascii_case(*type, "N_A")) {
    return refuse(Code::unsupported_token_type, "the issued token is not a bearer token");
  }
  return read_tokens(*answer, now);
}

}  // namespace daemun::auth
