#include "domain/email_blocklist.h"

#include "base/ascii_uri.h"
#include "base/text.h"
#include "base/unicode.h"
#include "domain/uri_pattern.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace daemun {
namespace {

std::string fold_case(std::string_view text) {
  auto folded = to_nfkc_casefold(text);
  return folded ? *std::move(folded) : to_lower_ascii(text);
}

bool is_gmail(std::string_view domain) {
  return domain == "gmail.com" || domain == "googlemail.com";
}

// Both in the spelling in which addresses are compared.
struct Address {
  std::string local;
  std::string domain;
};

// Of an address or an item; the last '@' counts.
Address split_address(std::string_view text) {
  const auto folded = fold_case(text);
  const auto at = folded.rfind('@');
  if (at == std::string::npos) return {folded, ""};
  Address address{folded.substr(0, at), folded.substr(at + 1)};
  // Of a pattern whose domain has a `*`, the letters stay as they are.
  if (auto ascii = to_ascii_host(address.domain)) address.domain = *std::move(ascii);
  if (is_gmail(address.domain)) std::erase(address.local, '.');
  return address;
}

// The texts of which a pattern may be one: Gmail has two domains.
std::vector<std::string> list_spellings(const Address& address) {
  if (is_gmail(address.domain))
    return {address.local + "@gmail.com", address.local + "@googlemail.com"};
  return {address.local + "@" + address.domain};
}

bool matches_any(
    const std::vector<std::string>& patterns, const std::vector<std::string>& spellings
) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const auto& pattern) {
    return std::any_of(spellings.begin(), spellings.end(), [&](const auto& spelling) {
      return matches_wildcards(pattern, spelling, Gap::may_be_empty);
    });
  });
}

std::vector<std::string> to_patterns(const std::vector<std::string>& items) {
  std::vector<std::string> patterns;
  std::transform(items.begin(), items.end(), std::back_inserter(patterns), to_email_pattern);
  return patterns;
}

}  // namespace

EmailBlocklistPolicy parse_email_blocklist_policy(const json::object& object) {
  return {
      .block_disposable_addresses = find_bool(object, "blockDisposableAddresses").value_or(false),
      .block_subaddressing = find_bool(object, "blockSubaddressing").value_or(false),
      .custom_allowlist = to_patterns(find_strings(object, "customAllowlist")),
      .custom_blocklist = to_patterns(find_strings(object, "customBlocklist")),
  };
}

std::string to_email_pattern(std::string_view item) {
  const auto address = split_address(trim(item));
  if (address.domain.empty()) return address.local;
  return (address.local.empty() ? "*" : address.local) + "@" + address.domain;
}

EmailVerdict decide_email(
    const EmailBlocklistPolicy& policy,
    std::string_view email,
    const DisposableDomains& disposable_domains
) {
  const auto at = email.find('@');
  const bool is_address = at != std::string_view::npos && at > 0 && at + 1 < email.size() &&
                          email.find('@', at + 1) == std::string_view::npos;
  if (!is_address) return EmailVerdict::invalid_email;
  const auto address = split_address(email);
  if (policy.block_subaddressing && address.local.find('+') != std::string::npos)
    return EmailVerdict::email_subaddressing_not_allowed;
  const auto spellings = list_spellings(address);
  const auto& allowed = policy.custom_allowlist;
  if (!allowed.empty() && !matches_any(allowed, spellings)) return EmailVerdict::email_not_allowed;
  if (matches_any(policy.custom_blocklist, spellings)) return EmailVerdict::email_not_allowed;
  const bool is_disposable =
      policy.block_disposable_addresses && disposable_domains.contains(address.domain);
  return is_disposable ? EmailVerdict::email_not_allowed : EmailVerdict::allowed;
}

std::string to_error_code(EmailVerdict refusal) {
  const std::string prefix = "session.email_blocklist.";
  switch (refusal) {
    case EmailVerdict::invalid_email:
      return prefix + "invalid_email";
    case EmailVerdict::email_subaddressing_not_allowed:
      return prefix + "email_subaddressing_not_allowed";
    case EmailVerdict::allowed:
    case EmailVerdict::email_not_allowed:
      break;
  }
  return prefix + "email_not_allowed";
}

}  // namespace daemun
