// For tests of an API: its provider, tokens for it, and the guard between.
#ifndef DAEMUN_AUTH_WEB_TEST_API_H
#define DAEMUN_AUTH_WEB_TEST_API_H

#include "daemun/auth/fake_http.h"
#include "daemun/auth/test_answers.h"
#include "daemun/auth/test_provider.h"
#include "daemun/auth/web/guard.h"

#include <string>
#include <string_view>
#include <utility>

namespace daemun::auth::test {

inline const std::string api = "https://api.example";

inline json::object access_token_claims(const json::object& changes = {}) {
  return with(
      {{"iss", issuer},
       {"sub", "user"},
       {"aud", api},
       {"client_id", "app"},
       {"jti", "j"},
       {"iat", 1'799'999'990},
       {"exp", 1'800'003'600},
       {"scope", "read write"}},
      changes
  );
}

inline std::string a_jwt(const json::object& changes = {}) {
  return a_signer().sign(access_token_claims(changes), "at+jwt");
}

inline Request a_request(const std::string& authorization) {
  Request request;
  request.url = "/things";
  if (!authorization.empty()) request.headers = {{"Authorization", authorization}};
  return request;
}

// A provider without discovery, whose keys are fetched.
inline ProviderSettings provider_settings() {
  ProviderSettings settings;
  settings.id = "logto";
  settings.metadata = a_provider().metadata;
  settings.client = {.client_id = "api", .authentication = ClientSecretBasic{Secret("s")}};
  return settings;
}

struct Api {
  explicit Api(GuardSettings settings = {.audience = api})
      : connection(provider_settings(), http, clock, random),
        guard(std::move(settings), connection, clock) {}

  // "user", or the challenge as "401 invalid_token".
  std::string check(const Request& request, const Requirement& requirement = {}) {
    const auto token = guard.check(request, requirement);
    if (token) return token->subject;
    return std::to_string(to_response(token.error()).status) + ' ' +
           std::string(to_string(token.error().code));
  }
  std::string check_token(const std::string& token, const Requirement& requirement = {}) {
    return check(a_request("Bearer " + token), requirement);
  }

  FakeHttp fake;
  FakeTaskHttp http{fake};
  FakeClock clock{now};
  crypto::FakeRandom random{1};
  ProviderConnection connection;
  Guard guard;
};

}  // namespace daemun::auth::test

#endif
