#include "net/address_rules.h"

#include <doctest/doctest.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string>

using namespace daemun::net;

namespace {

bool is_allowed(const std::string& text, Addresses addresses) {
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  if (inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1) {
    return is_allowed_address(reinterpret_cast<const sockaddr&>(v4), addresses);
  }
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  REQUIRE(inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr) == 1);
  return is_allowed_address(reinterpret_cast<const sockaddr&>(v6), addresses);
}

bool is_public(const std::string& text) {
  return is_allowed(text, Addresses::public_only);
}

}  // namespace

TEST_CASE("is_public_address lets globally reachable addresses through") {
  for (const std::string text :
       {"1.1.1.1",         "8.8.8.8",         "9.255.255.255",        "11.0.0.0",
        "100.63.255.255",  "100.128.0.0",     "126.255.255.255",      "128.0.0.0",
        "169.253.255.255", "169.255.0.0",     "172.15.255.255",       "172.32.0.0",
        "192.0.1.0",       "192.167.255.255", "192.169.0.0",          "198.17.255.255",
        "198.20.0.0",      "223.255.255.255", "2001:4860:4860::8888", "2606:4700::1111",
        "2a00:1450::1",    "::ffff:8.8.8.8",  "64:ff9b::808:808",     "2002:808:808::1",
        "2001:200::1"}) {
    CAPTURE(text);
    CHECK(is_public(text));
  }
}

TEST_CASE("is_public_address stops everything that is near") {
  for (const std::string text :
       {"0.0.0.0",
        "0.255.255.255",
        "10.0.0.0",
        "10.255.255.255",
        "100.64.0.0",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.255",
        "169.254.0.1",
        "169.254.169.254",
        "168.63.129.16",
        "172.16.0.0",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.0",
        "192.168.255.255",
        "198.18.0.0",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "fc00::1",
        "fd00:ec2::254",
        "fdff::1",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "ff02::1",
        "100::1",
        "64:ff9b:1::1",
        "2001::1",
        "2001:1::1",
        "2001:10::1",
        "2001:db8::1",
        "3fff::1",
        "5f00::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::1",
        "2002:a00:1::1"}) {
    CAPTURE(text);
    CHECK_FALSE(is_public(text));
  }
}

TEST_CASE("is_allowed_address keeps a name from link-local addresses and the clouds' metadata") {
  for (const std::string text :
       {"169.254.0.1",
        "169.254.169.254",
        "168.63.129.16",
        "100.100.100.200",
        "fe80::1",
        "febf::1",
        "fd00:ec2::254",
        "fd20:ce::254",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::1"}) {
    CAPTURE(text);
    CHECK_FALSE(is_allowed(text, Addresses::not_link_local));
    CHECK(is_allowed(text, Addresses::all));
  }
  for (const std::string text :
       {"10.0.0.1",
        "127.0.0.1",
        "192.168.1.1",
        "169.253.1.1",
        "::1",
        "fd00:ec2::253",
        "fec0::1",
        "8.8.8.8",
        "2606:4700::1111"}) {
    CAPTURE(text);
    CHECK(is_allowed(text, Addresses::not_link_local));
  }
}

TEST_CASE("is_allowed_address allows nothing but the internet's protocols") {
  sockaddr local{};
  local.sa_family = AF_UNIX;
  for (const auto addresses : {Addresses::all, Addresses::not_link_local, Addresses::public_only})
    CHECK_FALSE(is_allowed_address(local, addresses));
}
