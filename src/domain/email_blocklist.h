// Which e-mail addresses a tenant takes: the emailBlocklistPolicy of its sign-in experience. Asked
// before a code goes to a new address, and before an account gets one.
#ifndef DAEMUN_DOMAIN_EMAIL_BLOCKLIST_H
#define DAEMUN_DOMAIN_EMAIL_BLOCKLIST_H

#include "base/json.h"
#include "domain/disposable_domains.h"

#include <string>
#include <string_view>
#include <vector>

namespace daemun {

struct EmailBlocklistPolicy {
  bool block_disposable_addresses = false;
  bool block_subaddressing = false;
  // Items as to_email_pattern makes them. An empty list of allowed ones allows all.
  std::vector<std::string> custom_allowlist{};
  std::vector<std::string> custom_blocklist{};
};

// Absent or mistyped members are off.
EmailBlocklistPolicy parse_email_blocklist_policy(const json::object& object);

// An address, "@domain" or either with `*` for any run of characters, in the one spelling in which
// addresses are compared: case folded, the domain in the letters of the DNS, Gmail's dots and its
// other domain away. "@example.com" says nothing about the domains below it.
std::string to_email_pattern(std::string_view item);

enum class EmailVerdict {
  allowed,
  invalid_email,                    // 400: no address with a domain
  email_subaddressing_not_allowed,  // 422: user+tag@example.com
  email_not_allowed                 // 422: not among the allowed, blocked, or disposable
};

// In the order of the enumerators. The time grows with the lengths of address and items, and never
// with their product.
EmailVerdict decide_email(
    const EmailBlocklistPolicy& policy,
    std::string_view email,
    const DisposableDomains& disposable_domains
);

// "session.email_blocklist.<word>": the code of a refusal.
std::string to_error_code(EmailVerdict refusal);

}  // namespace daemun

#endif
