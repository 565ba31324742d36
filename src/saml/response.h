// Verifies a SAML response (saml-core 3.3.3, saml-profiles 4.1.4). Only
// an assertion that the identity provider has signed counts: itself, or the response around it.
#ifndef DAEMUN_SAML_RESPONSE_H
#define DAEMUN_SAML_RESPONSE_H

#include "base/clock.h"
#include "base/result.h"
#include "crypto/signing_key.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "saml/metadata.h"
#include "saml/saml_error.h"

namespace daemun::saml {

// How far the clocks of the two servers may be apart.
inline constexpr Seconds clock_leeway{60};

struct ResponseExpectations {
  IdentityProvider provider;
  std::string service_provider_entity_id;
  std::string assertion_consumer_service_url;
  // The request that is answered. Nothing: the identity provider begins, and the response must not
  // claim to be an answer.
  std::optional<std::string> request_id{};
  // The key whose certificate is in our metadata; nothing: encrypted assertions are refused.
  std::optional<crypto::PrivateKey> decryption_key{};
};

struct NameId {
  std::string value;   // never empty
  std::string format;  // empty: unspecified
};

struct Assertion {
  std::string id;
  NameId name_id;
  // Values that are text. Those that hold elements, and attributes that are encrypted, are left
  // out.
  std::map<std::string, std::vector<std::string>, std::less<>> attributes;
  std::optional<std::string> session_index;
  // When the identity provider wants the session to end, at the latest.
  std::optional<TimePoint> session_not_on_or_after;
  // From here on it is refused as expired: so long its id has to be remembered, so that it counts
  // once.
  TimePoint not_on_or_after{};
};

// `text` is the form field SAMLResponse. Codes in the order of SamlError::Code, from
// metadata_expired on, and those of any XML. Nobody who sends responses may see which: one answer
// for all.
Result<Assertion, SamlError> verify_response(
    std::string_view text, const ResponseExpectations& expected, TimePoint now
);

}  // namespace daemun::saml

#endif
