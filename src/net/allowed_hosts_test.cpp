#include "net/allowed_hosts.h"

#include <doctest/doctest.h>

namespace daemun::net {

TEST_CASE("AllowedHosts allows the hosts that it names, on their ports") {
  const auto hosts = AllowedHosts::parse("Mail.Internal, 10.0.0.5:2525,[fd00::1]:25 ,");
  REQUIRE(hosts);
  CHECK(hosts->addresses_of("mail.internal", "587"));
  CHECK(hosts->addresses_of("MAIL.internal", "25"));
  CHECK(hosts->addresses_of("10.0.0.5", "2525"));
  CHECK(hosts->addresses_of("[fd00::1]", "25"));
  CHECK(hosts->addresses_of("fd00::1", "25"));
  CHECK_FALSE(hosts->addresses_of("10.0.0.5", "25"));
  CHECK_FALSE(hosts->addresses_of("[fd00::1]", "2525"));
  CHECK_FALSE(hosts->addresses_of("sub.mail.internal", "587"));
  CHECK_FALSE(hosts->addresses_of("internal", "587"));
  CHECK_FALSE(AllowedHosts().addresses_of("localhost", "80"));
}

TEST_CASE("AllowedHosts lets a name be a private address, and a listed address be any") {
  const auto hosts = AllowedHosts::parse("mail.internal, 169.254.1.2, [fe80::1], 2852039166");
  REQUIRE(hosts);
  CHECK(hosts->addresses_of("mail.internal", "25") == Addresses::not_link_local);
  CHECK(hosts->addresses_of("169.254.1.2", "25") == Addresses::all);
  CHECK(hosts->addresses_of("fe80::1", "25") == Addresses::all);
  // 169.254.169.254 as some resolvers read it.
  CHECK(hosts->addresses_of("2852039166", "25") == Addresses::not_link_local);
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
