// Hosts on private networks that the server may call although it calls no others there: mail
// servers and gateways of an operator.
#ifndef DAEMUN_NET_ALLOWED_HOSTS_H
#define DAEMUN_NET_ALLOWED_HOSTS_H

#include "net/address_rules.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::net {

class AllowedHosts {
 public:
  AllowedHosts() = default;

  // "mail.internal, 10.0.0.5:2525, [fd00::1]:25": names or addresses, with a port or for all ports.
  // Nothing for a text of another form.
  static std::optional<AllowedHosts> parse(std::string_view text);

  // The addresses at which a listed host may be called; nothing for one that is not listed. A name
  // may be given any address, by whoever answers for it: only an address that is listed itself may
  // be a link-local one. `host` as in a URL: of an IPv6 address, with or without its brackets.
  std::optional<Addresses> addresses_of(std::string_view host, std::string_view port) const;

 private:
  struct Entry {
    std::string host;  // lower case, without brackets
    std::string port;  // empty: all
  };
  std::vector<Entry> entries_;
};

}  // namespace daemun::net

#endif
