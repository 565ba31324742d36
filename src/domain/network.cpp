#include "domain/network.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cstdint>
#include <iterator>

namespace daemun {

std::string network_of(const std::string& address) {
  in6_addr binary{};
  if (inet_pton(AF_INET6, address.c_str(), &binary) != 1) return address;
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (IN6_IS_ADDR_V4MAPPED(&binary)) {
    inet_ntop(AF_INET, &binary.s6_addr[12], text.data(), text.size());
    return text.data();
  }
  std::fill(std::begin(binary.s6_addr) + 8, std::end(binary.s6_addr), std::uint8_t{0});
  inet_ntop(AF_INET6, &binary, text.data(), text.size());
  return std::string(text.data()) + "/64";
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
