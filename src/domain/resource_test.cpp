#include "domain/resource.h"

#include <doctest/doctest.h>

namespace daemun {

TEST_CASE("parse_role_type reads what to_string writes, and nothing else") {
  for (const auto type : {RoleType::user, RoleType::machine_to_machine})
    CHECK(parse_role_type(to_string(type)) == type);
  CHECK_FALSE(parse_role_type("user"));
  CHECK_FALSE(parse_role_type(""));
}

TEST_CASE("is_internal_role looks at the beginning of the name") {
  CHECK(is_internal_role("#internal:admin"));
  CHECK_FALSE(is_internal_role("admin #internal:"));
  CHECK_FALSE(is_internal_role("#internal"));
}

TEST_CASE("is_management_api knows the Management API of any tenant") {
  CHECK(is_management_api("https://default.logto.app/api"));
  CHECK(is_management_api("https://admin.logto.app/api"));
  for (const char* other :
       {"https://.logto.app/api",
        "https://default.logto.app/api/",
        "http://default.logto.app/api",
        "https://a.b.logto.app/api",
        "https://evil.example/x.logto.app/api",
        "https://default.logto.app/me",
        ""}) {
    CAPTURE(other);
    CHECK_FALSE(is_management_api(other));
  }
}

}  // namespace daemun
