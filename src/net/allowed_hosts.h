// Hosts on private networks that the server may call although it calls no others there: mail
// servers and gateways of an operator.
#ifndef DAEMUN_NET_ALLOWED_HOSTS_H
#define DAEMUN_NET_ALLOWED_HOSTS_H

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

  // `host` as in a URL: of an IPv6 address, with or without its brackets.
  bool allows(std::string_view host, std::string_view port) const;

 private:
  struct Entry {
    std::string host;  // lower case, without brackets
    std::string port;  // empty: all
  };
  std::vector<Entry> entries_;
};

}  // namespace daemun::net

#endif
