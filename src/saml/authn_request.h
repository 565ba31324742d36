// The request with which a browser goes to the identity provider (saml-core 3.4.1), as XML and as
// the URL of the HTTP-Redirect binding (saml-bindings 3.4).
#ifndef DAEMUN_SAML_AUTHN_REQUEST_H
#define DAEMUN_SAML_AUTHN_REQUEST_H

#include "base/clock.h"
#include "base/result.h"
#include "crypto/random.h"
#include "crypto/signing_key.h"

#include <cstddef>
#include <optional>
#include <string>

#include "saml/saml_error.h"

namespace daemun::saml {

inline constexpr std::size_t max_relay_state_bytes = 80;  // saml-bindings 3.4.3

struct AuthnRequest {
  std::string id;  // make_request_id; the response names it in InResponseTo
  TimePoint issue_instant{};
  std::string destination;                     // the identity provider's sign-in URL
  std::string assertion_consumer_service_url;  // where the response is to be posted
  std::string issuer;                          // the service provider's entity id
  // Without it there is no NameIDPolicy: the identity provider chooses.
  std::optional<std::string> name_id_format{};
};

// An underscore and 160 random bits: an xs:ID must not begin with a digit.
std::string make_request_id(crypto::Random& random);

std::string make_authn_request(const AuthnRequest& request);

enum class RequestSignatureAlgorithm { rsa_sha256, rsa_sha512 };

// The URI of xmldsig-more, and back; nothing for SHA-1 and others.
std::string_view to_string(RequestSignatureAlgorithm algorithm);
std::optional<RequestSignatureAlgorithm> parse_request_signature_algorithm(std::string_view uri);

struct RequestSigner {
  crypto::PrivateKey key;
  RequestSignatureAlgorithm algorithm = RequestSignatureAlgorithm::rsa_sha256;
};

struct Redirect {
  AuthnRequest request;
  std::string relay_state{};  // empty: none
  std::optional<RequestSigner> signer{};
};

// bad_request: an id that is not an xs:ID, or a destination that is no URL; relay_state_too_long;
// unsuitable_key: not an RSA key.
Result<std::string, SamlError> make_redirect_url(const Redirect& redirect);

}  // namespace daemun::saml

#endif
