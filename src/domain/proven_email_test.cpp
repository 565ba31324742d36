#include "domain/proven_email.h"

#include <doctest/doctest.h>

namespace daemun {
namespace {

std::string domain_of(std::string_view address) {
  const auto email = ProvenEmail::make(address, EmailProof::verification_code);
  return email ? email->domain() : "";
}

}  // namespace

TEST_CASE("ProvenEmail has the domain of the canonical address") {
  CHECK(domain_of("alice@example.com") == "example.com");
  CHECK(domain_of("Alice@EXAMPLE.com") == "example.com");
  // Fullwidth letters fold, as they do where the address is looked up.
  CHECK(domain_of("alice@ｅxample.com") == "example.com");
  CHECK(domain_of("alice@mail.example.com") == "mail.example.com");
}

TEST_CASE("ProvenEmail is nothing for what cannot be an address") {
  CHECK_FALSE(ProvenEmail::make("", EmailProof::administrator));
  CHECK_FALSE(ProvenEmail::make("example.com", EmailProof::administrator));
  // Two domains: whoever reads the first and whoever reads the last would not agree.
  CHECK_FALSE(ProvenEmail::make("a@evil.example@example.com", EmailProof::administrator));
  CHECK_FALSE(ProvenEmail::make("a@example.com\n", EmailProof::administrator));
}

TEST_CASE("parse_email_domain agrees with the domains of addresses") {
  CHECK(parse_email_domain("Example.COM") == "example.com");
  CHECK(parse_email_domain("mail.example.com") == "mail.example.com");
  for (const char* bad : {"", "example", "@example.com", "b@example.com", "exa mple.com", ".com"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_email_domain(bad));
  }
}

}  // namespace daemun
