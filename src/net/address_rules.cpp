#include "net/address_rules.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <netinet/in.h>
#include <optional>

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

struct Block6 {
  Bytes6 network;
  unsigned prefix;
};

constexpr std::array<Block4, 3> link_local4{{
    {to_network(169, 254, 0, 0), 16},     // link-local, metadata of most clouds
    {to_network(168, 63, 129, 16), 32},   // of Azure
    {to_network(100, 100, 100, 200), 32}  // of Alibaba
}};
constexpr std::array<Block6, 3> link_local6{{
    {{0xfe, 0x80}, 10},                                                         // link-local
    {{0xfd, 0x00, 0x0e, 0xc2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54}, 128},  // of AWS
    {{0xfd, 0x20, 0x00, 0xce, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54}, 128}   // of Google
}};

bool is_link_local4(std::uint32_t address) {
  return std::any_of(link_local4.begin(), link_local4.end(), [&](const Block4& block) {
    return (address & (~std::uint32_t{0} << (32 - block.prefix))) == block.network;
  });
}

bool is_in(const Bytes6& bytes, const Block6& block) {
  for (unsigned bit = 0; bit < block.prefix; ++bit) {
    const auto mask = static_cast<std::uint8_t>(0x80U >> (bit % 8));
    if ((bytes[bit / 8] & mask) != (block.network[bit / 8] & mask)) return false;
  }
  return true;
}

// The IPv4 address in one that carries it, as is_public6 knows them.
std::optional<std::uint32_t> find_carried4(const Bytes6& bytes) {
  const auto at = [&](std::size_t offset) {
    return to_network(bytes[offset], bytes[offset + 1], bytes[offset + 2], bytes[offset + 3]);
  };
  if (starts_with(bytes, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff})) return at(12);
  if (starts_with(bytes, {0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0})) return at(12);
  if (starts_with(bytes, {0x20, 0x02})) return at(2);
  return std::nullopt;
}

bool is_link_local6(const Bytes6& bytes) {
  const auto carried = find_carried4(bytes);
  if (carried && is_link_local4(*carried)) return true;
  return std::any_of(link_local6.begin(), link_local6.end(), [&](const Block6& block) {
    return is_in(bytes, block);
  });
}

std::uint32_t to_ipv4(const sockaddr& address) {
  return ntohl(reinterpret_cast<const sockaddr_in&>(address).sin_addr.s_addr);
}

Bytes6 to_ipv6(const sockaddr& address) {
  const auto& v6 = reinterpret_cast<const sockaddr_in6&>(address);
  Bytes6 bytes{};
  std::copy(std::begin(v6.sin6_addr.s6_addr), std::end(v6.sin6_addr.s6_addr), bytes.begin());
  return bytes;
}

bool is_link_local_address(const sockaddr& address) {
  return address.sa_family == AF_INET ? is_link_local4(to_ipv4(address))
                                      : is_link_local6(to_ipv6(address));
}

}  // namespace

bool is_allowed_address(const sockaddr& address, Addresses addresses) {
  if (address.sa_family != AF_INET && address.sa_family != AF_INET6) return false;
  switch (addresses) {
    case Addresses::all:
      return true;
    case Addresses::not_link_local:
      return !is_link_local_address(address);
    case Addresses::public_only:
      break;
  }
  return is_public_address(address);
}

bool is_public_address(const sockaddr& address) {
  if (address.sa_family == AF_INET) return is_public4(to_ipv4(address));
  return address.sa_family == AF_INET6 && is_public6(to_ipv6(address));
}

}  // namespace daemun::net
