#include "management/access.h"

#include <doctest/doctest.h>

namespace daemun::management {
namespace {

jose::Claims claims_of(std::string_view text) {
  return jose::Claims(json::parse(text).as_object());
}

}  // namespace

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
