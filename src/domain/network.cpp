#include "domain/network.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>

namespace daemun {

namespace {

std::string to_prefix(in6_addr binary, std::ptrdiff_t bytes) {
  std::fill(std::begin(binary.s6_addr) + bytes, std::end(binary.s6_addr), std::uint8_t{0});
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(AF_INET6, &binary, text.data(), text.size());
  return std::string(text.data()) + "/" + std::to_string(bytes * 8);
}

}  // namespace

std::string network_of(const std::string& address) {
  in6_addr binary{};
  if (inet_pton(AF_INET6, address.c_str(), &binary) != 1) return address;
  if (IN6_IS_ADDR_V4MAPPED(&binary)) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    inet_ntop(AF_INET, &binary.s6_addr[12], text.data(), text.size());
    return text.data();
  }
  return to_prefix(binary, 8);
}

std::optional<std::string> site_of(const std::string& address) {
  in6_addr binary{};
  if (inet_pton(AF_INET6, address.c_str(), &binary) != 1) return std::nullopt;
  if (IN6_IS_ADDR_V4MAPPED(&binary)) return std::nullopt;
  return to_prefix(binary, 6);
}

bool is_loopback_address(const std::string& address) {
  in_addr v4{};
  if (inet_pton(AF_INET, address.c_str(), &v4) == 1) return (ntohl(v4.s_addr) >> 24) == 127;
  in6_addr binary{};
  if (inet_pton(AF_INET6, address.c_str(), &binary) != 1) return false;
  if (IN6_IS_ADDR_V4MAPPED(&binary)) return binary.s6_addr[12] == 127;
  return IN6_IS_ADDR_LOOPBACK(&binary);
}

}  // namespace daemun
