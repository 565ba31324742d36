#include "domain/proven_email.h"

#include "domain/user.h"

namespace daemun {

std::optional<ProvenEmail> ProvenEmail::make(std::string_view address, EmailProof proof) {
  auto identifier = parse_identifier(IdentifierType::email, address);
  if (!identifier) return std::nullopt;
  return ProvenEmail(std::move(identifier->value), proof);
}

std::optional<std::string> parse_email_domain(std::string_view domain) {
  // By the rules of whole addresses, so that both always agree.
  const auto email = ProvenEmail::make("a@" + std::string(domain), EmailProof::administrator);
  if (!email) return std::nullopt;
  return email->domain();
}

}  // namespace daemun
