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

}  // namespace daemun
