#include "domain/sign_in_method.h"

#include <doctest/doctest.h>

namespace daemun {

TEST_CASE("has_sign_in_method wants an address, another service, or a user name with a password") {
  const std::string club = R"({"club":{"userId":"ann"}})";
  const struct {
    User user;
    OtherMethods others;
    bool expected;
  } cases[] = {
      {{}, {}, false},
      {{}, {.has_password = true}, false},
      {{.username = "ann"}, {}, false},
      {{.username = "ann"}, {.has_password = true}, true},
      {{.primary_email = "a@x.example"}, {}, true},
      {{.primary_phone = "821012345678"}, {}, true},
      {{.identities = club}, {}, true},
      {{.identities = "no JSON"}, {}, false},
      {{.username = "ann"}, {.has_enterprise_account = true}, true},
  };
  for (const auto& one : cases)
    CHECK(has_sign_in_method(one.user, one.others) == one.expected);
}

}  // namespace daemun
