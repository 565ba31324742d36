#include "daemun/auth/backchannel_logout.h"

#include "base/json.h"
#include "daemun/auth/callback.h"

#include <utility>

namespace daemun::auth {

namespace {

using Code = AuthError::Code;

constexpr std::string_view logout_event = "http://schemas.openid.net/event/backchannel-logout";
constexpr Seconds leeway{30};

AuthError no_logout_token(std::string_view why) {
  return refuse(Code::not_a_logout_token, why);
}

bool has_text(std::optional<std::string_view> claim) {
  return claim && !claim->empty();
}

Result<void, AuthError> check_kind(const jose::Claims& claims) {
  if (claims.has("sub") && !has_text(claims.sub())) return no_logout_token("sub is malformed");
  if (claims.has("sid") && !has_text(claims.sid())) return no_logout_token("sid is malformed");
  if (!claims.sub() && !claims.sid()) {
    return no_logout_token("the logout token names neither user nor session");
  }
  const auto* events = find_object(claims.members(), "events");
  // 2.4: the member's value is an object, usually empty.
  if (events == nullptr || find_object(*events, logout_event) == nullptr) {
    return no_logout_token("the logout token has no logout event");
  }
  // An ID token of the same issuer and audience must not sign anybody out.
  if (claims.has("nonce")) return no_logout_token("the logout token has a nonce");
  if (!has_text(claims.jti())) return no_logout_token("the logout token has no jti");
  return {};
}

Response make_response(int status, std::string body) {
  Response response;
  response.status = status;
  response.headers = {{"Cache-Control", "no-store"}};
  if (!body.empty()) response.headers.push_back({"Content-Type", "application/json"});
  response.body = std::move(body);
  return response;
}

}  // namespace

Result<std::string, AuthError> read_logout_request(const Request& request) {
  if (request.method != "POST") {
    return refuse(Code::malformed_request, "a logout token comes with POST");
  }
  const auto form = parse_callback(request);
  if (!form) return form.error();
  if (form->count("logout_token") > 1) {
    return refuse(Code::duplicate_parameter, "logout_token is given twice");
  }
  const auto token = form->find("logout_token");
  if (!token) return refuse(Code::missing_member, "logout_token is missing");
  return std::string(*token);
}

Result<LogoutNotice, AuthError> verify_logout_token(
    std::string_view token,
    const jose::KeySet& keys,
    const Registration& registration,
    const RememberLogoutToken& remember,
    TimePoint now
) {
  const Provider& provider = registration.provider;
  jose::Expectations expectations{
      .issuer = provider.metadata.issuer,
      .audience = registration.client.client_id,
      .type = jose::TokenType::logout_token,
      .leeway = leeway,
      .typing = jose::Typing::optional,
      .algorithms = provider.metadata.id_token_algorithms,
  };
  // An empty list would stand for all algorithms.
  if (expectations.algorithms.empty()) {
    return refuse(Code::not_supported, "the provider signs no tokens");
  }
  const auto claims = verify_token(token, keys, provider, std::move(expectations), now);
  if (!claims) return claims.error();
  const auto kind = check_kind(*claims);
  if (!kind) return kind.error();

  const std::string issuer(claims->iss().value_or(""));
  const std::string jti(claims->jti().value_or(""));
  if (remember(issuer, jti, *claims->exp() + leeway) == Sighting::repeated) {
    return refuse(Code::replayed, "the logout token has been used before");
  }
  return LogoutNotice{
      .issuer = issuer,
      .subject = std::string(claims->sub().value_or("")),
      .session_id = std::string(claims->sid().value_or("")),
  };
}

Response make_logout_response() {
  return make_response(200, "");
}

Response make_logout_refusal(const AuthError& error) {
  JsonWriter body;
  body.add("error", "invalid_request").add("error_description", error.description);
  return make_response(400, std::move(body).take());
}

}  // namespace daemun::auth
