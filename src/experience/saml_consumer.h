// The assertion consumer service (saml-profiles 4.1.4): takes the form in which a browser brings a
// SAML response (saml-bindings 3.5) from another site, without cookies, and leads the browser back
// to the page that has begun the visit: with a code, or with an error that is the same for every
// bad response.
#ifndef DAEMUN_EXPERIENCE_SAML_CONSUMER_H
#define DAEMUN_EXPERIENCE_SAML_CONSUMER_H

#include "base/task.h"
#include "experience/dependencies.h"
#include "experience/request_error.h"
#include "experience/saml_answer.h"
#include "http/request.h"
#include "http/response.h"
#include "storage/saml_sign_in_store.h"

#include <optional>
#include <string>
#include <string_view>

namespace daemun::experience {

struct SentSamlResponse {
  std::string text{};         // the field SAMLResponse
  std::string relay_state{};  // empty: none
};
// Errors: 400 guard.invalid_input.
Outcome<SentSamlResponse> parse_saml_response(const http::Request& request);

// The visit of the connector that waits for an answer under that RelayState. To be asked before any
// XML is read: nobody makes the server do that without a visit.
Task<std::optional<storage::SamlVisit>> find_waiting_visit(
    const Dependencies* dependencies, storage::SamlConnector connector, std::string relay_state
);

// What came of the response to a visit. A bad one ends it, and is told in the audit log under the
// key: the dialogue's own step has nothing of it.
struct VisitAnswer {
  storage::SamlVisit visit{};
  Result<SamlAnswerRead, std::string> read;
  std::string_view audit_key{};
};
Task<http::Response> answer_visit(
    const Dependencies* dependencies, http::Request request, VisitAnswer answer
);

}  // namespace daemun::experience

#endif
