#include "base/id.h"

#include <doctest/doctest.h>

#include <type_traits>
#include <unordered_set>

namespace daemun {
namespace {

static_assert(!std::is_convertible_v<std::string, UserId>);
static_assert(!std::is_convertible_v<UserId, ApplicationId>);
static_assert(!std::is_constructible_v<UserId, ApplicationId>);

TEST_CASE("Id compares by its text") {
  CHECK(UserId("a") == UserId("a"));
  CHECK(UserId("a") != UserId("b"));
  CHECK(UserId("a") < UserId("b"));
  CHECK(UserId("b") > UserId("a"));
  CHECK(UserId().empty());
  CHECK(UserId("a").value() == "a");
}

TEST_CASE("Id is a key of unordered containers") {
  const std::unordered_set<RoleId> roles{RoleId("a"), RoleId("b"), RoleId("a")};
  CHECK(roles.size() == 2);
  CHECK(roles.contains(RoleId("b")));
}

}  // namespace
}  // namespace daemun
