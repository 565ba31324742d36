// The network that an address counts for when attempts are limited.
#ifndef DAEMUN_DOMAIN_NETWORK_H
#define DAEMUN_DOMAIN_NETWORK_H

#include <optional>
#include <string>
#include <string_view>

namespace daemun {

// An IPv4 address itself; of an IPv6 address its /64, which one household or machine has as a
// whole. A text of neither kind is returned as it is.
std::string network_of(const std::string& address);

// The wider network that an IPv6 address is in, which one customer has as a whole: its /48. Nothing
// for any other address.
std::optional<std::string> site_of(const std::string& address);

// 127.0.0.0/8 and ::1. False for a text that is no address.
bool is_loopback_address(const std::string& address);

}  // namespace daemun

#endif
