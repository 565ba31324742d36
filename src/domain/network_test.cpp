#include "domain/network.h"

#include <doctest/doctest.h>

namespace daemun {

TEST_CASE("network_of counts an IPv4 address alone and an IPv6 address by its /64") {
  CHECK(network_of("192.0.2.1") == "192.0.2.1");
  CHECK(network_of("::ffff:192.0.2.1") == "192.0.2.1");
  CHECK(network_of("2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::/64");
  CHECK(network_of("2001:DB8:1:2::1") == network_of("2001:db8:1:2:ffff::"));
  CHECK(network_of("2001:db8:1:3::1") != network_of("2001:db8:1:2::1"));
  CHECK(network_of("unknown") == "unknown");
}

TEST_CASE("site_of names the /48 of an IPv6 address") {
  CHECK(site_of("2001:db8:1:2:3:4:5:6") == "2001:db8:1::/48");
  CHECK(site_of("2001:db8:1:ffff::1") == site_of("2001:db8:1::"));
  CHECK(site_of("2001:db8:2::") != site_of("2001:db8:1::"));
  for (const auto* address : {"192.0.2.1", "::ffff:192.0.2.1", "unknown", ""})
    CHECK_FALSE(site_of(address));
}

TEST_CASE("is_loopback_address knows this machine") {
  for (const auto* address : {"127.0.0.1", "127.255.0.3", "::1", "::ffff:127.0.0.1"})
    CHECK(is_loopback_address(address));
  for (const auto* address : {"128.0.0.1", "10.0.0.1", "::2", "::ffff:10.0.0.1", "localhost", ""})
    CHECK_FALSE(is_loopback_address(address));
}

}  // namespace daemun
