#include "daemun/auth/web/challenge.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun::auth {
namespace {

using Code = Challenge::Code;

std::string authenticate(const Challenge& challenge) {
  const auto response = to_response(challenge);
  const auto* header = find_header(response.headers, "www-authenticate");
  return header == nullptr ? "" : *header;
}

TEST_CASE("to_response says no more than that a token is wanted to a request without one") {
  Challenge challenge;
  challenge.code = Code::missing_token;
  challenge.description = "there is no access token";
  CHECK(authenticate(challenge) == "Bearer");
  challenge.realm = "things";
  CHECK(authenticate(challenge) == R"(Bearer realm="things")");
  CHECK(to_response(challenge).status == 401);
}

TEST_CASE("to_response names the error, and its body is for programs") {
  Challenge challenge;
  challenge.description = "the token has expired";
  const auto response = to_response(challenge);
  CHECK(response.status == 401);
  CHECK(
      authenticate(challenge) ==
      R"(Bearer error="invalid_token", error_description="the token has expired")"
  );
  CHECK(*find_header(response.headers, "content-type") == "application/json");
  CHECK(*find_header(response.headers, "cache-control") == "no-store");
  CHECK(
      response.body == R"({"error":"invalid_token","error_description":"the token has expired"})"
  );
  challenge.code = Code::invalid_request;
  CHECK(to_response(challenge).status == 400);
}

TEST_CASE("to_response lets nothing out of the quotes") {
  Challenge challenge;
  challenge.code = Code::insufficient_scope;
  challenge.realm = "a\"\r\nb\\";
  challenge.description = "c\x7f\xc3\xa4";
  challenge.scopes = {"d\"", "e"};
  CHECK(
      authenticate(challenge) ==
      R"(Bearer realm="a???b?", error="insufficient_scope", error_description="c???", scope="d? e")"
  );
}

}  // namespace
}  // namespace daemun::auth
