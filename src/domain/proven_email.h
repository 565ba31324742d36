// E-mail addresses that certainly belong to their user: what may let somebody into an organization.
#ifndef DAEMUN_DOMAIN_PROVEN_EMAIL_H
#define DAEMUN_DOMAIN_PROVEN_EMAIL_H

#include <optional>
#include <string>
#include <string_view>

namespace daemun {

// The proof that the address is the user's own. An address that was only typed is not proven.
enum class EmailProof {
  verification_code,  // the user has read a message there
  administrator,      // set over the Management API or the command line
  company,            // the company's identity provider says so, for a domain of its connector
};

// Just-in-time provisioning trusts the domain of an address, so it takes nothing but these: an
// unverified address must never make a member (CVE-2026-1529 and its kind).
class ProvenEmail {
 public:
  // Nothing when the address cannot be one.
  static std::optional<ProvenEmail> make(std::string_view address, EmailProof proof);

  const std::string& address() const { return address_; }  // canonical
  // The part after the '@'. Subdomains are other domains.
  std::string domain() const { return address_.substr(address_.find('@') + 1); }
  EmailProof proof() const { return proof_; }

 private:
  ProvenEmail(std::string address, EmailProof proof)
      : address_(std::move(address)), proof_(proof) {}

  std::string address_;
  EmailProof proof_;
};

// The form in which domains of addresses are kept and compared; nothing when it can be in no
// address.
std::optional<std::string> parse_email_domain(std::string_view domain);

}  // namespace daemun

#endif
