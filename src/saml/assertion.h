// What an assertion says, once it is known who has signed it (saml-core 2.3, saml-profiles 4.1.4.2
// and 4.1.4.3). For the sources of this module only.
#ifndef DAEMUN_SAML_ASSERTION_H
#define DAEMUN_SAML_ASSERTION_H

#include "base/clock.h"
#include "base/result.h"

#include <libxml/tree.h>
#include <optional>

#include "saml/response.h"
#include "saml/saml_error.h"

namespace daemun::saml {

// wrong_version, bad_id, wrong_issuer, and all codes behind it; bad_time, comment_in_text,
// unexpected_in_response_to, wrong_in_response_to.
Result<Assertion, SamlError> read_assertion(
    const xmlNode* assertion, const ResponseExpectations& expected, TimePoint now
);

// Parts that a response and its assertion have in common.
std::optional<SamlError> check_version_and_id(const xmlNode* element);
// The only Issuer of the element is the provider. wrong_issuer, comment_in_text.
std::optional<SamlError> check_issuer(const xmlNode* element, const IdentityProvider& provider);
// unexpected_in_response_to, wrong_in_response_to.
std::optional<SamlError> check_in_response_to(
    const xmlNode* element, const std::optional<std::string>& request_id
);

}  // namespace daemun::saml

#endif
