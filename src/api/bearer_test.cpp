#include "api/bearer.h"

#include <doctest/doctest.h>

namespace daemun::api {
namespace {

http::Request with_authorization(std::string value) {
  http::Request request;
  request.headers.push_back({"authorization", std::move(value)});
  return request;
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

}  // namespace daemun::api
