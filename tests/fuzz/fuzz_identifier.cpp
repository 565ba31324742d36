// E-mail addresses, phone numbers and the lists about them: one line each. A phone number has one
// form, and an address is blocked by an item that is the address itself.
#include "domain/email_blocklist.h"
#include "domain/phone_number.h"
#include "domain/user.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

using namespace daemun;

void try_phone(std::string_view text) {
  const auto number = parse_phone_number(text);
  if (!number) return;
  if (parse_phone_number(*number) != number) std::abort();
  static_cast<void>(find_phone_countries(*number));
  const auto identifier = parse_new_identifier(IdentifierType::phone, text);
  if (identifier.has_value() != is_possible_phone_number(*number)) std::abort();
}

void try_email(std::string_view text, std::string_view item) {
  const auto domains = DisposableDomains::parse(item);
  const auto& disposable = domains ? *domains : DisposableDomains();
  const EmailBlocklistPolicy policy{
      .block_disposable_addresses = true,
      .block_subaddressing = true,
      .custom_allowlist = {to_email_pattern(item)}};
  static_cast<void>(decide_email(policy, text, disposable));
  const auto email = parse_identifier(IdentifierType::email, text);
  if (!email) return;
  const EmailBlocklistPolicy blocks{.custom_blocklist = {to_email_pattern(email->value)}};
  if (decide_email(blocks, email->value, {}) != EmailVerdict::email_not_allowed) std::abort();
  if (decide_email({}, email->value, {}) != EmailVerdict::allowed) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto line = input.find('\n');
  const auto rest = line == std::string_view::npos ? std::string_view() : input.substr(line + 1);
  try_phone(input.substr(0, line));
  try_email(input.substr(0, line), rest);
  return 0;
}
