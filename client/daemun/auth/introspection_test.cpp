#include "daemun/auth/introspection.h"

#include "daemun/auth/fake_http.h"
#include "daemun/auth/revocation.h"
#include "daemun/auth/test_provider.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

namespace daemun::auth {
namespace {

using test::outcome;

crypto::FakeRandom fake_random(1);
const Surroundings surroundings{test::now, fake_random};

TEST_CASE("make_introspection_request sends the token with the client's proof") {
  const auto registration = test::a_registration(ClientSecretPost{Secret("s")});
  const auto request =
      make_introspection_request(registration, Secret("t"), "access_token", surroundings);
  REQUIRE(request);
  CHECK(request->url == "https://id.example/oidc/token/introspection");
  CHECK(request->body == "token=t&token_type_hint=access_token&client_id=app&client_secret=s");
  Registration without = registration;
  without.provider.metadata = {};
  CHECK(
      outcome(make_introspection_request(without, Secret("t"), "", surroundings)) == "not_supported"
  );
}

TEST_CASE("read_introspection_response reads an active token") {
  const auto token = read_introspection_response(
      make_json_response(
          R"({"active":true,"iss":"https://id.example/oidc","sub":"user","client_id":"app",)"
          R"("scope":"read write","aud":["a","b"],"exp":1800000060,"organization_id":"o"})"
      ),
      test::a_provider(),
      test::now
  );
  REQUIRE(token);
  CHECK(token->is_active);
  CHECK(token->subject == "user");
  CHECK(token->client_id == "app");
  CHECK(token->scopes == std::vector<std::string>{"read", "write"});
  CHECK(token->audience == std::vector<std::string>{"a", "b"});
  CHECK(token->expires_at == test::now + Seconds(60));
  CHECK(find_string(token->members, "organization_id") == "o");
}

TEST_CASE("read_introspection_response decides") {
  const auto of = [](std::string body) -> std::string {
    const auto token = read_introspection_response(
        make_json_response(std::move(body)), test::a_provider(), test::now
    );
    if (token) return token->is_active ? "active" : "inactive";
    return outcome(token);
  };
  CHECK(of(R"({"active":true})") == "active");
  CHECK(of(R"({"active":false,"sub":"user"})") == "inactive");
  CHECK(of(R"({"active":"true"})") == "bad_member");
  CHECK(of(R"({"active":1})") == "bad_member");
  CHECK(of(R"({})") == "missing_member");
  CHECK(of(R"({"active":true,"exp":1800000000})") == "inactive");
  CHECK(of(R"({"active":true,"exp":1800000001})") == "active");
  CHECK(of(R"({"active":true,"exp":"soon"})") == "bad_member");
  CHECK(of(R"({"active":true,"scope":["read"]})") == "bad_member");
  CHECK(of(R"({"active":true,"aud":[1]})") == "bad_member");
  CHECK(of(R"({"active":true,"iss":"https://evil.example"})") == "wrong_issuer");
}

TEST_CASE("make_revocation_request gives the token back") {
  const auto registration = test::a_registration();
  const auto request =
      make_revocation_request(registration, Secret("r"), "refresh_token", surroundings);
  REQUIRE(request);
  CHECK(request->url == "https://id.example/oidc/token/revocation");
  CHECK(request->body == "token=r&token_type_hint=refresh_token&client_id=app");
  Registration without = registration;
  without.provider.metadata = {};
  CHECK(
      outcome(make_revocation_request(without, Secret("r"), "", surroundings)) == "not_supported"
  );
}

TEST_CASE("read_revocation_response asks for no content") {
  CHECK(
      outcome(read_revocation_response({.status = 200, .headers = {}, .body = ""})) == "accepted"
  );
  CHECK(
      outcome(read_revocation_response({.status = 503, .headers = {}, .body = ""})) ==
      "provider_unavailable"
  );
  CHECK(
      outcome(read_revocation_response(make_json_response(R"({"error":"invalid_client"})", 401))) ==
      "refused_by_provider invalid_client"
  );
  CHECK(
      outcome(read_revocation_response({.status = 302, .headers = {}, .body = ""})) ==
      "unexpected_status"
  );
}

}  // namespace
}  // namespace daemun::auth
