#include "daemun/auth/client.h"

#include "base/encoding.h"
#include "daemun/auth/test_provider.h"
#include "jose/verify.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun::auth {
namespace {

struct Sent {
  Request request;
  Form form;
};

Sent send_with(ClientAuthentication authentication, std::string client_id = "app") {
  crypto::FakeRandom random(1);
  auto registration = test::a_registration(std::move(authentication));
  registration.client.client_id = std::move(client_id);
  Form form;
  form.add("grant_type", "x");
  Sent sent{
      .request = make_authenticated_request(
          "https://id.example/oidc/token", std::move(form), registration, {test::now, random}
      ),
      .form = {}};
  sent.form = parse_form(sent.request.body).value();
  return sent;
}

TEST_CASE("make_authenticated_request posts a form and asks for JSON") {
  const auto sent = send_with(PublicClient());
  CHECK(sent.request.method == "POST");
  CHECK(sent.request.url == "https://id.example/oidc/token");
  CHECK(*find_header(sent.request.headers, "content-type") == "application/x-www-form-urlencoded");
  CHECK(*find_header(sent.request.headers, "ACCEPT") == "application/json");
  CHECK(find_header(sent.request.headers, "authorization") == nullptr);
  CHECK(sent.request.body == "grant_type=x&client_id=app");
}

TEST_CASE("client_secret_basic encodes both halves as a form") {
  const auto sent = send_with(ClientSecretBasic{Secret("p%s: w/ö")}, "a:b");
  CHECK(
      *find_header(sent.request.headers, "authorization") ==
      "Basic " + to_base64("a%3Ab:p%25s%3A+w%2F%C3%B6")
  );
  CHECK(sent.request.body == "grant_type=x");
}

TEST_CASE("client_secret_post puts the secret into the body") {
  const auto sent = send_with(ClientSecretPost{Secret("p&s")});
  CHECK(sent.request.body == "grant_type=x&client_id=app&client_secret=p%26s");
  CHECK(find_header(sent.request.headers, "authorization") == nullptr);
}

TEST_CASE("private_key_jwt signs an assertion for the issuer alone") {
  const auto& signer = test::a_signer();
  const auto sent = send_with(PrivateKeyJwt{.key = signer.key, .kid = "k"});
  CHECK(
      sent.form.find("client_assertion_type") ==
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
  );
  const auto claims = jose::verify(
      sent.form.find("client_assertion").value(),
      signer.keys,
      {.issuer = "app", .audience = test::issuer},
      test::now
  );
  REQUIRE(claims);
  CHECK(claims->sub() == "app");
  CHECK(claims->aud().size() == 1);
  CHECK(claims->exp() == test::now + Seconds(60));
  CHECK(claims->jti()->size() == 43);
}

TEST_CASE("private_key_jwt may be for another audience") {
  const auto& signer = test::a_signer();
  const auto sent = send_with(PrivateKeyJwt{
      .key = signer.key, .kid = "k", .audience = "https://id.example/oidc/token"});
  const auto claims = jose::verify(
      sent.form.find("client_assertion").value(),
      signer.keys,
      {.issuer = "app", .audience = "https://id.example/oidc/token"},
      test::now
  );
  CHECK(claims.has_value());
}

TEST_CASE("Apple's client secret is a token of the team") {
  const auto& signer = test::a_signer();
  const auto sent = send_with(AppleClientSecret{.key = signer.key, .kid = "k", .team_id = "TEAM"});
  CHECK(sent.form.find("client_id") == "app");
  const auto claims = jose::verify(
      sent.form.find("client_secret").value(),
      signer.keys,
      {.issuer = "TEAM", .audience = test::issuer},
      test::now
  );
  REQUIRE(claims);
  CHECK(claims->sub() == "app");
  CHECK(claims->exp() == test::now + Seconds(300));
}

}  // namespace
}  // namespace daemun::auth
