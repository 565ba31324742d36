// A domain of the tenant's own that users should come in by. It is kept as data: nobody verifies it
// or gets a certificate for it here, so it waits until the operator has set DNS and proxy.
#ifndef DAEMUN_DOMAIN_CUSTOM_DOMAIN_H
#define DAEMUN_DOMAIN_CUSTOM_DOMAIN_H

#include "base/clock.h"
#include "base/id.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun {

using DomainId = Id<struct DomainTag>;

struct DnsRecord {
  std::string name{};
  std::string type{};  // "CNAME"
  std::string value{};
};

struct CustomDomain {
  DomainId id{};
  std::string domain{};
  std::string status = "PendingVerification";  // PendingSsl, Active, Error
  std::optional<std::string> error_message{};
  std::vector<DnsRecord> dns_records{};  // that the operator is to set
  TimePoint created_at{};
};

// The name in lower case. Nothing for what is no public host name in ASCII: two labels and more of
// letters, digits and dashes, the last one not a number.
std::optional<std::string> parse_domain_name(std::string_view text);

// [{"name", "type", "value"}]
std::string to_json_text(const std::vector<DnsRecord>& records);
std::vector<DnsRecord> parse_dns_records(std::string_view text);

}  // namespace daemun

#endif
