#include "net/allowed_hosts.h"

#include "base/text.h"
#include "base/uri.h"

#include <algorithm>
#include <arpa/inet.h>

namespace daemun::net {
namespace {

std::string without_brackets(std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  return to_lower_ascii(host);
}

bool is_address(const std::string& host) {
  in6_addr binary{};
  return inet_pton(AF_INET, host.c_str(), &binary) == 1 ||
         inet_pton(AF_INET6, host.c_str(), &binary) == 1;
}

}  // namespace

std::optional<AllowedHosts> AllowedHosts::parse(std::string_view text) {
  AllowedHosts hosts;
  for (const auto& item : split_words(text, ',')) {
    const auto word = trim(item);
    if (word.empty()) continue;
    // A scheme without a default port, so that a port of any number is seen.
    const auto uri = parse_uri("host://" + std::string(word));
    const bool is_host = uri && !uri->host.empty() && uri->userinfo.empty() && uri->path.empty() &&
                         !uri->has_query && !uri->has_fragment &&
                         uri->host.find('*') == std::string::npos;
    if (!is_host) return std::nullopt;
    hosts.entries_.push_back({without_brackets(uri->host), uri->port});
  }
  return hosts;
}

std::optional<Addresses> AllowedHosts::addresses_of(std::string_view host, std::string_view port)
    const {
  const auto name = without_brackets(host);
  const bool is_listed = std::any_of(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    return entry.host == name && (entry.port.empty() || entry.port == port);
  });
  if (!is_listed) return std::nullopt;
  return is_address(name) ? Addresses::all : Addresses::not_link_local;
}

}  // namespace daemun::net
