#include "management/access.h"

#include <doctest/doctest.h>

namespace daemun::management {
namespace {

http::Request with_authorization(std::string value) {
  http::Request request;
  request.headers.push_back({"authorization", std::move(value)});
  return request;
}

jose::Claims claims_of(std::string_view text) {
  return jose::Claims(json::parse(text).as_object());
}

}  // namespace

TEST_CASE("parse_bearer tells a missing header from another scheme") {
  const auto missing = parse_bearer(http::Request());
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == "auth.authorization_header_missing");
  CHECK(missing.error().status == 401);
  for (const char* value : {"Basic abc", "abc", "Bearer2 abc", ""}) {
    const auto request = with_authorization(value);
    const auto other = parse_bearer(request);
    REQUIRE_FALSE(other);
    CHECK(other.error().code == "auth.authorization_token_type_not_supported");
    CHECK(other.error().status == 401);
    CHECK(json::serialize(other.error().data) == R"({"supportedTypes":["Bearer"]})");
  }
}

TEST_CASE("parse_bearer takes the scheme in any case") {
  const auto request = with_authorization("bEARER  a.b.c ");
  CHECK(*parse_bearer(request) == "a.b.c");
  const auto bare = with_authorization("Bearer");
  CHECK(parse_bearer(bare)->empty());
}

TEST_CASE("decide_access wants a subject and the scope `all` as a word of its own") {
  const auto caller = decide_access(claims_of(R"({"sub":"m","scope":"read all"})"));
  REQUIRE(caller);
  CHECK(*caller == "m");
  for (const char* text :
       {R"({"sub":"m"})",
        R"({"sub":"m","scope":""})",
        R"({"sub":"m","scope":"allow al"})",
        R"({"sub":"m","scope":["all"]})"}) {
    const auto refused = decide_access(claims_of(text));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "auth.forbidden");
    CHECK(refused.error().status == 403);
  }
  const auto nobody = decide_access(claims_of(R"({"scope":"all"})"));
  REQUIRE_FALSE(nobody);
  CHECK(nobody.error().code == "auth.jwt_sub_missing");
  CHECK(nobody.error().status == 401);
}

TEST_CASE("unauthorized speaks of causes as Logto's clients know them") {
  using Code = jose::JoseError::Code;
  CHECK(
      json::serialize(unauthorized(Code::not_three_parts).data) ==
      R"({"code":"ERR_JWS_INVALID","name":"JWSInvalid"})"
  );
  CHECK(
      json::serialize(unauthorized(Code::expired).data) ==
      R"({"code":"ERR_JWT_EXPIRED","name":"JWTExpired"})"
  );
  CHECK(unauthorized(Code::wrong_audience).status == 401);
}

}  // namespace daemun::management
