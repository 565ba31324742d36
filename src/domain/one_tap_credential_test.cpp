#include "domain/one_tap_credential.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun {

TEST_CASE("is_one_tap_credential takes what can be a JWS in a cookie") {
  CHECK(is_one_tap_credential("an.id-t_oken.X9"));
  for (const std::string text :
       {"", "token", "a.b", "a.b.c.d", "a.b.c;path=/", "a.b.c d", "a.b.\r\nX: y", "a.b.\xC3\xA4"})
    CHECK_FALSE(is_one_tap_credential(text));
  CHECK_FALSE(is_one_tap_credential("a.b." + std::string(4096, 'c')));
}

}  // namespace daemun
