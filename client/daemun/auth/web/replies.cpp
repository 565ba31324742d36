#include "daemun/auth/web/replies.h"

#include "base/uri.h"

namespace daemun::auth {

Response make_redirect(const Request& request, const std::string& location) {
  Response response;
  response.status = request.method == "POST" ? 303 : 302;
  response.headers = {{"Location", location}};
  return response;
}

Response make_json_reply(const json::value& value) {
  Response response;
  response.status = 200;
  response.headers = {{"Content-Type", "application/json"}};
  response.body = json::serialize(value);
  return response;
}

Response make_plain_reply(int status, std::string_view text) {
  Response response;
  response.status = status;
  response.headers = {{"Content-Type", "text/plain; charset=utf-8"}};
  response.body = text;
  return response;
}

Response finish(Response response, const std::vector<Header>& cookies) {
  response.headers.insert(response.headers.end(), cookies.begin(), cookies.end());
  response.headers.push_back({"Cache-Control", "no-store"});
  response.headers.push_back({"X-Content-Type-Options", "nosniff"});
  response.headers.push_back({"Referrer-Policy", "same-origin"});
  return response;
}

Trouble to_trouble(const AuthError& error) {
  using Code = AuthError::Code;
  switch (error.code) {
    case Code::provider_unavailable:
    case Code::session_busy:
    case Code::rate_limited:
    case Code::not_reachable:
    case Code::store_unavailable:
      return Trouble::unavailable;
    case Code::expired_authorization:
    case Code::missing_state:
    case Code::wrong_state:
    case Code::replayed:
    case Code::authentication_too_old:
    case Code::session_ended:
      return Trouble::expired;
    case Code::malformed_request:
    case Code::duplicate_parameter:
    case Code::missing_code:
      return Trouble::refused;
    case Code::denied:
      return Trouble::denied;
    case Code::refused_by_provider:
      if (is_invalid_grant(error)) return Trouble::expired;
      // RFC 6749 4.1.2.1, OpenID Connect Core 3.1.2.6: what the user can change.
      if (error.oauth_error == "access_denied" || error.oauth_error == "login_required" ||
          error.oauth_error == "consent_required" || error.oauth_error == "interaction_required") {
        return Trouble::refused;
      }
      if (error.oauth_error == "temporarily_unavailable") return Trouble::unavailable;
      return Trouble::configuration;
    default:
      return Trouble::configuration;
  }
}

Response make_trouble_reply(const AuthCore& core, const Request& request, Trouble trouble) {
  const std::string& own = core.settings.pages.error;
  if (!own.empty()) {
    return make_redirect(
        request, with_query_parameter(core.origin + own, "error", to_string(trouble))
    );
  }
  return make_error_page(trouble, core.path("/signin"), choose_language(request.headers));
}

Response make_failure(
    const AuthCore& core, const Request& request, std::string_view where, const AuthError& error
) {
  core.report(where, error);
  return make_trouble_reply(core, request, to_trouble(error));
}

}  // namespace daemun::auth
