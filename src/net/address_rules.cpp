#include "net/address_rules.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <netinet/in.h>

namespace daemun::net {

namespace {

// In the order of the network.
using Bytes6 = std::array<std::uint8_t, 16>;

struct Block4 {
  std::uint32_t network;
  unsigned prefix;
};

constexpr std::uint32_t to_network(unsigned a, unsigned b, unsigned c, unsigned d) {
  return (a << 24) | (b << 16) | (c << 8) | d;
}

constexpr std::array<Block4, 16> blocked4{{
    {to_network(0, 0, 0, 0), 8},         // this network
    {to_network(10, 0, 0, 0), 8},        // private
    {to_network(100, 64, 0, 0), 10},     // carrier-grade NAT
    {to_network(127, 0, 0, 0), 8},       // loopback
    {to_network(169, 254, 0, 0), 16},    // link-local, cloud metadata
    {to_network(172, 16, 0, 0), 12},     // private
    {to_network(192, 0, 0, 0), 24},      // IETF protocol assignments
    {to_network(192, 0, 2, 0), 24},      // documentation
    {to_network(192, 88, 99, 0), 24},    // 6to4 relays
    {to_network(192, 168, 0, 0), 16},    // private
    {to_network(198, 18, 0, 0), 15},     // benchmarks
    {to_network(198, 51, 100, 0), 24},   // documentation
    {to_network(203, 0, 113, 0), 24},    // documentation
    {to_network(168, 63, 129, 16), 32},  // cloud metadata in a public range
    {to_network(224, 0, 0, 0), 4},       // multicast
    {to_network(240, 0, 0, 0), 4},       // reserved, broadcast
}};

bool is_public4(std::uint32_t address) {
  for (const Block4& block : blocked4) {
    const std::uint32_t mask = ~std::uint32_t{0} << (32 - block.prefix);
    if ((address & mask) == block.network) return false;
  }
  return true;
}

bool is_public4(const Bytes6& bytes, std::size_t offset) {
  return is_public4(
      to_network(bytes[offset], bytes[offset + 1], bytes[offset + 2], bytes[offset + 3])
  );
}

bool starts_with(const Bytes6& bytes, std::initializer_list<std::uint8_t> prefix) {
  return std::equal(prefix.begin(), prefix.end(), bytes.begin());
}

bool is_public6(const Bytes6& bytes) {
  // IPv4-mapped (RFC 4291 2.5.5.2).
  if (starts_with(bytes, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff})) return is_public4(bytes, 12);
  // NAT64 (RFC 6052).
  if (starts_with(bytes, {0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0})) {
    return is_public4(bytes, 12);
  }
  // 6to4 (RFC 3056).
  if (starts_with(bytes, {0x20, 0x02})) return is_public4(bytes, 2);
  // Only 2000::/3 is handed out as global unicast: that leaves out ::, ::1, fc00::/7 (unique
  // local), fe80::/10 (link-local), fec0::/10 (site-local), ff00::/8 (multicast), 64:ff9b:1::/48,
  // 100::/64.
  if ((bytes[0] & 0xe0) != 0x20) return false;
  // 2001::/23 is for protocols, Teredo among them; 2001:db8::/32 and 3fff::/20 are documentation.
  if (starts_with(bytes, {0x20, 0x01}) && bytes[2] < 2) return false;
  if (starts_with(bytes, {0x20, 0x01, 0x0d, 0xb8})) return false;
  return !(starts_with(bytes, {0x3f, 0xff}) && bytes[2] < 0x10);
}

}  // namespace

bool is_public_address(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    return is_public4(ntohl(reinterpret_cast<const sockaddr_in&>(address).sin_addr.s_addr));
  }
  if (address.sa_family != AF_INET6) return false;
  const auto& v6 = reinterpret_cast<const sockaddr_in6&>(address);
  Bytes6 bytes{};
  std::copy(std::begin(v6.sin6_addr.s6_addr), std::end(v6.sin6_addr.s6_addr), bytes.begin());
  return is_public6(bytes);
}

}  // namespace daemun::net
