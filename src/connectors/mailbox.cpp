#include "connectors/mailbox.h"

#include "base/ascii_uri.h"
#include "base/text.h"
#include "base/uri.h"
#include "connectors/render.h"
#include "domain/user.h"

#include <algorithm>

namespace daemun::connectors {
namespace {

std::optional<std::string> to_ascii_domain(std::string_view domain) {
  const auto uri = to_ascii_uri("https://" + std::string(domain) + "/");
  const auto parsed = uri ? parse_uri(*uri) : std::nullopt;
  if (!parsed) return std::nullopt;
  return parsed->host;
}

}  // namespace

std::optional<std::string> parse_address(std::string_view text) {
  const auto identifier = parse_identifier(IdentifierType::email, text);
  if (!identifier) return std::nullopt;
  if (is_ascii(text)) return std::string(text);
  const auto at = identifier->value.find('@');
  const auto domain = to_ascii_domain(std::string_view(identifier->value).substr(at + 1));
  // What is before the '@' must be ASCII as it was typed: a look-alike is another person's.
  if (!domain || !is_ascii(text.substr(0, text.find('@')))) return std::nullopt;
  return std::string(text.substr(0, text.find('@') + 1)) + *domain;
}

std::optional<net::Mailbox> parse_mailbox(std::string_view text, const net::Mailbox& fallback) {
  const std::string line = to_single_line(text);
  std::string_view rest = line;
  if (rest.ends_with('>')) {
    const auto open = rest.rfind('<');
    if (open == std::string_view::npos) return std::nullopt;
    auto address = parse_address(rest.substr(open + 1, rest.size() - open - 2));
    if (!address) return std::nullopt;
    return net::Mailbox{std::string(trim(rest.substr(0, open))), *std::move(address)};
  }
  if (rest.find('@') != std::string_view::npos && rest.find(' ') == std::string_view::npos) {
    auto address = parse_address(rest);
    if (!address) return std::nullopt;
    return net::Mailbox{"", *std::move(address)};
  }
  return net::Mailbox{line.empty() ? fallback.name : line, fallback.address};
}

std::string to_string(const net::Mailbox& mailbox) {
  std::string name;
  for (const char c : to_single_line(mailbox.name)) {
    if (c != '<' && c != '>') name += c;
  }
  name = std::string(trim(name));
  if (name.empty()) return mailbox.address;
  // RFC 5322 3.2.3: with one of these it is a name only in quotes; a comma would begin another
  // mailbox.
  if (name.find_first_of("()[]:;@\\,\"") != std::string::npos) {
    std::string quoted = "\"";
    for (const char c : name) {
      if (c == '"' || c == '\\') quoted += '\\';
      quoted += c;
    }
    name = quoted + '"';
  }
  return name + " <" + mailbox.address + ">";
}

}  // namespace daemun::connectors
