#include "http/syntax.h"

#include <boost/asio/ip/address_v6.hpp>

#include <algorithm>
#include <cstdint>

namespace daemun::http {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_alphanumeric(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_port(std::string_view text) {
  if (text.empty() || text.size() > 5 || !std::all_of(text.begin(), text.end(), is_digit))
    return false;
  std::uint32_t port = 0;
  for (const char c : text)
    port = port * 10 + static_cast<std::uint32_t>(c - '0');
  return port >= 1 && port <= 65535;
}

bool is_ipv6(std::string_view text) {
  // A zone index ("%eth0") has no place in a Host.
  if (text.find('%') != std::string_view::npos) return false;
  boost::system::error_code error;
  boost::asio::ip::make_address_v6(text, error);
  return !error;
}

}  // namespace

bool is_host(std::string_view text) {
  if (text.empty() || text.size() > 255) return false;
  std::string_view rest;
  if (text.front() == '[') {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos || !is_ipv6(text.substr(1, end - 1))) return false;
    rest = text.substr(end + 1);
  } else {
    const std::size_t end = std::min(text.find(':'), text.size());
    const std::string_view name = text.substr(0, end);
    if (name.empty()) return false;
    for (const char c : name) {
      if (!is_alphanumeric(c) && c != '.' && c != '-' && c != '_') return false;
    }
    rest = text.substr(end);
  }
  return rest.empty() || (rest.front() == ':' && is_port(rest.substr(1)));
}

}  // namespace daemun::http
