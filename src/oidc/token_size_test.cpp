#include "oidc/token_size.h"

#include "base/json.h"

#include <doctest/doctest.h>

namespace daemun::oidc {

TEST_CASE("fit_claims changes nothing that fits") {
  const std::string claims = R"({"sub":"u","roles":["a"],"aud":"app"})";
  const auto fitted = fit_claims(claims, claims.size());
  CHECK(fitted.text == claims);
  CHECK(fitted.left_out.empty());
}

TEST_CASE("fit_claims leaves out the largest claims first, and keeps the order of the others") {
  const std::string claims = R"({"sub":"u","organizations":["aaaaaaaaaaaaaaaa"],"name":null,)"
                             R"("roles":["bbbbbbbb"],"aud":"app","nonce":"n"})";
  const auto one = fit_claims(claims, claims.size() - 1);
  CHECK(one.text == R"({"sub":"u","name":null,"roles":["bbbbbbbb"],"aud":"app","nonce":"n"})");
  CHECK(one.left_out == std::vector<std::string>{"organizations"});
  const auto two = fit_claims(claims, one.text.size() - 1);
  CHECK(two.text == R"({"sub":"u","name":null,"aud":"app","nonce":"n"})");
  CHECK(two.left_out == std::vector<std::string>{"organizations", "roles"});
}

TEST_CASE("fit_claims never leaves out what makes it an ID token") {
  const std::string claims = R"({"sub":"u","auth_time":1,"nonce":"n","sid":"s","aud":"app",)"
                             R"("acr":"mfa","amr":["pwd","otp","mfa"],)"
                             R"("exp":2,"iat":1,"iss":"https://auth.example/oidc"})";
  CHECK(fit_claims(claims, 10).text == claims);
}

TEST_CASE("check_scope_size refuses scopes that no access token can carry") {
  CHECK(check_scope_size({"read", "write"}));
  CHECK(check_scope_size({std::string(max_scope_bytes, 'a')}));
  const auto refused = check_scope_size({std::string(max_scope_bytes, 'a'), "b"});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == OAuthErrorCode::invalid_scope);
}

}  // namespace daemun::oidc
