// Visits to a SAML provider. Its response is posted by a form of another site, without the
// dialogue's cookie. So two secrets lead back: the RelayState names the visit, and a code that the
// browser gets for the response is needed beside the dialogue's cookie. Else a stranger could send
// somebody to the provider in a visit of the stranger's own, and take over what comes of it.
#ifndef DAEMUN_EXPERIENCE_SAML_VISIT_H
#define DAEMUN_EXPERIENCE_SAML_VISIT_H

#include "experience/enterprise_visit.h"
#include "storage/saml_sign_in_store.h"

#include <optional>
#include <string>
#include <string_view>

#include "sso/saml_party.h"
#include "sso/service.h"

namespace daemun::experience {

// "https://…/callback/acme?state=…&code=…"
std::string to_callback(
    const std::string& redirect_uri, std::string_view state, std::string_view code
);
// With the sign of a failure, which says nothing of its kind.
std::string to_failed_callback(const std::string& redirect_uri, std::string_view state);

// Where a visit of a connector goes.
struct SamlDestination {
  storage::SamlConnector connector{};
  sso::SamlParty party;
};
struct BegunSamlVisit {
  std::string url{};
  std::string visit{};  // for finish_saml_visit: the dialogue keeps it from everybody
  storage::Plan plan{};
};
// Errors: connector.invalid_config.
Outcome<BegunSamlVisit> begin_saml_visit(
    const Dependencies& dependencies, SamlDestination destination, VisitStart start
);

struct SamlReturn {
  storage::SamlConnector connector{};
  std::string visit{};
  json::object data{};  // what the browser has brought to the page
};
struct FinishedSamlVisit {
  json::object account{};
  storage::Plan plan{};  // so that it counts once
};
// Errors: those of finish_visit.
Task<Result<FinishedSamlVisit, VisitFailure>> finish_saml_visit(
    const Dependencies* dependencies, SamlReturn returned
);

// As begin_visit and finish_visit.
Task<Outcome<BegunVisit>> begin_by_saml(
    const Call* call, SsoConnector connector, sso::SamlService service, VisitStart start
);
Task<Result<FinishedVisit, VisitFailure>> finish_by_saml(
    const Call* call, SsoConnector connector, VisitReturn returned
);
VisitFailure no_session();
// 404 session.connector_validation_session_not_found.
RequestError no_waiting_visit();

// The cookie of a sign-in that the provider has begun.
inline constexpr std::string_view idp_session_cookie_name = "_logto_idp_saml_sso_session_id";
inline constexpr std::chrono::minutes idp_session_lifetime{10};

// Where the provider of the connector has begun the sign-in of this browser: a visit that has its
// answer already.
Task<std::optional<BegunVisit>> continue_idp_session(
    const Call* call, SsoConnector connector, VisitStart start
);

}  // namespace daemun::experience

#endif
