// An API that takes access tokens, as ../protected-api is for Node: signature, issuer, audience and
// expiry are checked, then the permission.
#include "daemun/auth/adapters/cpp_httplib.h"
#include "daemun/auth/web/guard.h"

#include <boost/json.hpp>

#include <cstdlib>
#include <iostream>
#include <string>

namespace auth = daemun::auth;
using httplib::Request;
using httplib::Response;

namespace {

std::string read_setting(const char* name, const char* fallback) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : fallback;
}

void answer(Response& response, const boost::json::object& body) {
  response.set_content(boost::json::serialize(body) + "\n", "application/json");
}

// 400, 401, 403, or 503 when the provider cannot be reached, as RFC 6750 says it.
void refuse(Response& response, const auth::Challenge& challenge) {
  if (challenge.cause) {
    std::cerr << to_string(challenge.cause->code) << ": " << challenge.cause->detail << '\n';
  }
  auth::write(response, to_response(challenge));
}

}  // namespace

int main() {
  const std::string issuer = read_setting("ISSUER", "http://localhost:3001/oidc");
  const std::string audience = read_setting("AUDIENCE", "https://shopping.your-app.com/api");
  const int port = std::atoi(read_setting("PORT", "3010").c_str());

  // #region guard
  // The provider's keys are fetched when the first token comes, and again when a token names a key
  // that is not known yet. Tokens for an organization are good here too.
  auth::Guard guard(
      {.audience = audience, .organization_tokens = auth::OrganizationTokens::accepted},
      {.issuer = issuer}
  );
  // #endregion

  httplib::Server server;

  // #region use
  server.Get("/", [&](const Request& request, Response& response) {
    const auto token = guard.check(auth::to_request(request), {.scopes = {"shopping:read"}});
    if (!token) return refuse(response, token.error());
    answer(response, {{"hello", token->subject}});
  });

  server.Post("/", [&](const Request& request, Response& response) {
    const auto token = guard.check(auth::to_request(request), {.scopes = {"shopping:write"}});
    if (!token) return refuse(response, token.error());
    answer(response, {{"bought", request.body}, {"by", token->subject}});
  });

  // Only for tokens of that organization; those are no good on the routes above.
  server.Get("/organizations/([^/]+)", [&](const Request& request, Response& response) {
    const std::string organization = request.matches[1];
    const auto token = guard.check(
        auth::to_request(request),
        {.scopes = {"read:data"}, .organization = auth::OrganizationRule::named(organization)}
    );
    if (!token) return refuse(response, token.error());
    answer(response, {{"hello", token->subject}, {"organization", token->organization_id}});
  });
  // #endregion

  std::cout << "http://localhost:" << port << std::endl;
  return server.listen("127.0.0.1", port) ? 0 : 1;
}
