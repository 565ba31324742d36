#include "net/allowed_hosts.h"

#include <doctest/doctest.h>

namespace daemun::net {

TEST_CASE("AllowedHosts allows the hosts that it names, on their ports") {
  const auto hosts = AllowedHosts::parse("Mail.Internal, 10.0.0.5:2525,[fd00::1]:25 ,");
  REQUIRE(hosts);
  CHECK(hosts->allows("mail.internal", "587"));
  CHECK(hosts->allows("MAIL.internal", "25"));
  CHECK(hosts->allows("10.0.0.5", "2525"));
  CHECK(hosts->allows("[fd00::1]", "25"));
  CHECK(hosts->allows("fd00::1", "25"));
  CHECK_FALSE(hosts->allows("10.0.0.5", "25"));
  CHECK_FALSE(hosts->allows("[fd00::1]", "2525"));
  CHECK_FALSE(hosts->allows("sub.mail.internal", "587"));
  CHECK_FALSE(hosts->allows("internal", "587"));
  CHECK_FALSE(AllowedHosts().allows("localhost", "80"));
}

TEST_CASE("AllowedHosts refuses what is no list of hosts") {
  for (const auto* text :
       {"http://mail.internal",
        "mail.internal/",
        "user@mail.internal",
        "mail internal",
        "a:b",
        "mail:99999",
        "*.internal",
        ":25",
        "10.0.0.0/8"}) {
    CAPTURE(text);
    CHECK_FALSE(AllowedHosts::parse(text));
  }
}

}  // namespace daemun::net
