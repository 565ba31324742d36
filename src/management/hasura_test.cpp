#include "management/hasura.h"

#include <doctest/doctest.h>

namespace daemun::management {
namespace {

std::string decide(const HasuraFacts& facts) {
  const auto session = decide_hasura(facts);
  if (session) return json::serialize(*session);
  return std::to_string(session.error().status) + " " + session.error().code;
}

}  // namespace

TEST_CASE("decide_hasura gives a user the expected role, or the one for everybody else") {
  const std::string refused = "401 auth.expected_role_not_found";
  const std::vector<std::string> roles{"editor", "reader"};
  const struct {
    HasuraFacts facts;
    std::string session;
  } cases[] = {
      {{.expected_role = "editor", .user = "ann", .roles = roles},
       R"({"X-Hasura-User-Id":"ann","X-Hasura-Role":"editor"})"},
      {{.expected_role = "editor", .unauthorized_role = "guest", .user = "ann", .roles = roles},
       R"({"X-Hasura-User-Id":"ann","X-Hasura-Role":"editor"})"},
      {{.expected_role = "owner", .unauthorized_role = "guest", .user = "ann", .roles = roles},
       R"({"X-Hasura-User-Id":"ann","X-Hasura-Role":"guest"})"},
      {{.unauthorized_role = "guest", .user = "ann", .roles = roles},
       R"({"X-Hasura-User-Id":"ann","X-Hasura-Role":"guest"})"},
      {{.unauthorized_role = "guest"}, R"({"X-Hasura-Role":"guest"})"},
      {{.expected_role = "editor", .unauthorized_role = "guest"}, R"({"X-Hasura-Role":"guest"})"},
      {{.expected_role = "owner", .user = "ann", .roles = roles}, refused},
      {{.expected_role = "editor"}, refused},
      {{.user = "ann", .roles = roles}, refused},
      {{}, refused},
  };
  for (const auto& one : cases)
    CHECK(decide(one.facts) == one.session);
}

}  // namespace daemun::management
