#include "connectors/social/tokens.h"

#include "connectors/social/service.h"
#include "connectors/social/social_error.h"
#include "connectors/social/token_endpoint.h"

#include <charconv>
#include <utility>

namespace daemun::connectors {
namespace {

constexpr std::size_t max_token_bytes = 8 * 1024;
constexpr std::size_t max_scope_bytes = 2 * 1024;
constexpr std::int64_t max_lifetime = std::int64_t{10} * 366 * 24 * 3600;

Secret find_token(const json::object& answer, std::string_view name) {
  return Secret(std::string(find_string(answer, name).value_or("")));
}

// A number, or a text as some services send it.
std::optional<Seconds> find_lifetime(const json::object& answer) {
  const auto text = text_at(answer, "expires_in");
  std::int64_t seconds = 0;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, seconds);
  if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  if (seconds < 0 || seconds > max_lifetime) return std::nullopt;
  return Seconds(seconds);
}

Result<json::object, ConnectorError> check_refreshable(
    const ConnectorFactory& factory, const json::object& config
) {
  const bool is_refreshed =
      factory.social != nullptr && factory.social->token_use == TokenUse::refreshed;
  if (!is_refreshed)
    return make_error(ConnectorErrorCode::not_implemented, "The service refreshes no tokens.");
  return check_config(factory, config);
}

}  // namespace

SocialTokens to_social_tokens(const json::object& answer) {
  SocialTokens tokens{
      .access_token = find_token(answer, "access_token"),
      .refresh_token = find_token(answer, "refresh_token"),
      .id_token = find_token(answer, "id_token"),
      .scope = std::string(find_string(answer, "scope").value_or("")),
      .token_type = std::string(find_string(answer, "token_type").value_or("")),
      .expires_in = find_lifetime(answer)};
  for (const auto* token : {&tokens.access_token, &tokens.refresh_token, &tokens.id_token}) {
    if (token->reveal().size() > max_token_bytes) return {};
  }
  if (tokens.scope.size() > max_scope_bytes) return {};
  return tokens;
}

bool keeps_tokens(const ConnectorFactory& factory) {
  return factory.social != nullptr && factory.social->token_use != TokenUse::none;
}

Result<net::Request, ConnectorError> make_refresh_request(
    const ConnectorFactory& factory,
    const json::object& config,
    const Secret& refresh_token,
    const Attempt& attempt
) {
  const auto checked = check_refreshable(factory, config);
  if (!checked) return checked.error();
  Form grant;
  grant.add("grant_type", "refresh_token");
  grant.add("refresh_token", refresh_token.reveal());
  auto request = make_token_request(factory.social->make(*checked), std::move(grant), attempt);
  request.max_response_bytes = answer_rules.max_bytes;
  return request;
}

Result<SocialTokens, ConnectorError> read_refresh_response(
    const ConnectorFactory& factory,
    const json::object& config,
    const net::Response& response,
    const SocialTokens& previous
) {
  const auto checked = check_refreshable(factory, config);
  if (!checked) return checked.error();
  const auto answer = read_token_answer(response, factory.social->make(*checked).token_answer);
  // Whichever grant the service refuses, no code is the reason.
  if (!answer) return refuse_user(answer.error());
  auto tokens = to_social_tokens(*answer);
  if (tokens.empty()) {
    return make_error(
        ConnectorErrorCode::invalid_response, "The answer has no access token that can be kept."
    );
  }
  if (tokens.refresh_token.empty()) tokens.refresh_token = previous.refresh_token;
  if (tokens.id_token.empty()) tokens.id_token = previous.id_token;
  if (tokens.scope.empty()) tokens.scope = previous.scope;
  return tokens;
}

}  // namespace daemun::connectors
