// A visit to a company's identity provider: from its address to the account that it tells of.
#ifndef DAEMUN_EXPERIENCE_ENTERPRISE_VISIT_H
#define DAEMUN_EXPERIENCE_ENTERPRISE_VISIT_H

#include "base/json.h"
#include "base/result.h"
#include "base/task.h"
#include "domain/sso_connector.h"
#include "experience/enterprise_account.h"
#include "experience/request_error.h"
#include "experience/step.h"
#include "experience/visit.h"
#include "storage/sql.h"

#include <string>

namespace daemun::experience {

struct BegunVisit {
  std::string url{};
  json::object session{};  // for finish_visit: the dialogue keeps it from everybody
  storage::Plan plan{};
};
// `call` outlives the task. Errors: those of the provider's documents, 422
// single_sign_on.sso_signing_unavailable (requests are to be signed, and there is no active key).
Task<Result<BegunVisit, VisitFailure>> begin_visit(
    const Call* call, SsoConnector connector, VisitStart start
);

struct VisitReturn {
  json::object session{};
  json::object data{};  // what the browser has brought to the page
};
struct FinishedVisit {
  EnterpriseAccount account{};
  storage::Plan plan{};  // so that it counts once
};
// `call` outlives the task. Errors: those of the provider's answers, 400
// session.connector_validation_session_not_found, session.connector_session_not_found (no SAML
// response has come), 401 connector.authorization_failed (not to this browser).
Task<Result<FinishedVisit, VisitFailure>> finish_visit(
    const Call* call, SsoConnector connector, VisitReturn returned
);

}  // namespace daemun::experience

#endif
