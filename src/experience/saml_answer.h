// Verifies a SAML response that a browser has brought, for every connector to a SAML provider.
#ifndef DAEMUN_EXPERIENCE_SAML_ANSWER_H
#define DAEMUN_EXPERIENCE_SAML_ANSWER_H

#include "base/result.h"
#include "base/task.h"
#include "domain/audit_event.h"
#include "domain/sso_connector.h"
#include "experience/dependencies.h"
#include "http/request.h"
#include "storage/saml_sign_in_store.h"

#include <optional>
#include <string>
#include <string_view>

#include "saml/response.h"
#include "sso/saml_party.h"
#include "sso/service.h"

namespace daemun::experience {

// The account of a response as the dialogue keeps it, and its assertion, which counts once.
struct SamlAnswerRead {
  json::object account{};
  storage::SeenAssertion assertion{};
};
struct SamlResponse {
  std::string text{};  // the field SAMLResponse
  // Nothing: no request is answered, the provider begins.
  std::optional<std::string> request_id{};
};
// Errors, for the log and the audit log alone: why not, in a word.
Result<saml::Assertion, std::string> verify_saml_response(
    const sso::SamlParty& party, const SamlResponse& response, TimePoint now
);
storage::SeenAssertion to_seen(const sso::SamlParty& party, const saml::Assertion& assertion);

// Of a company's connector, with its keys. `signer`: the active one, if there is one, whether
// requests are to be signed or not.
Task<sso::SamlParty> load_party(
    const Dependencies* dependencies, SsoConnectorId connector, sso::SamlService service
);
// The account is an EnterpriseAccount. Errors as above.
Task<Result<SamlAnswerRead, std::string>> read_saml_response(
    const Dependencies* dependencies, SsoConnector connector, SamlResponse response
);

// The line of the audit log about a request that brings a response: which dialogue it is for is not
// known, or there is none yet.
AuditEvent make_response_event(
    const Dependencies& dependencies, const http::Request& request, std::string_view key
);

}  // namespace daemun::experience

#endif
