// The tenant's enterprise connectors that are in use, and the rule that an address of their e-mail
// domains is used there and nowhere else.
#ifndef DAEMUN_EXPERIENCE_ENTERPRISE_CONNECTOR_H
#define DAEMUN_EXPERIENCE_ENTERPRISE_CONNECTOR_H

#include "base/json.h"
#include "base/task.h"
#include "domain/sign_in_experience.h"
#include "domain/sso_connector.h"
#include "experience/dependencies.h"
#include "experience/experience_state.h"
#include "experience/request_error.h"
#include "experience/step.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::experience {

bool is_sso_enabled(const SignInExperience& settings);

// Errors: 404 entity.not_found, 404 connector.not_found (nobody can be sent there), 422
// user.sign_in_method_not_enabled (the tenant has switched enterprise sign-in off).
Task<Outcome<SsoConnector>> find_enterprise_connector(
    const Dependencies* dependencies,
    std::shared_ptr<const SignInExperience> settings,
    std::string id
);

// Whether the account that was proven earlier may still be used as it was: its connector is in use,
// and still has the domain of its address. Errors: those above, 400 session.verification_expired.
Task<Outcome<void>> check_enterprise_account(const Call* call, EnterpriseAccount account);

// Those in use that have the domain of the address.
Task<std::vector<SsoConnector>> list_connectors_of_address(
    const Dependencies* dependencies,
    std::shared_ptr<const SignInExperience> settings,
    std::string email
);

// Whether another way in than enterprise sign-in may use the address. As in Logto the rule is about
// the address that is used, typed or told by a service, and not about the account: its user name,
// phone number, passkey or account at another service signs a person in whose primary address is a
// company's. Errors: 422 session.sso_enabled, with data.ssoConnectors.
Task<Outcome<void>> require_no_company(const Call* call, Identifier identifier);
// The same for the address of a proof. A link signs its person in anywhere.
Task<Outcome<void>> require_no_company(const Call* call, const Verification* proof);

// As Logto's pages have it; empty where enterprise sign-in is off.
Task<json::array> list_public_enterprise_connectors(
    const Dependencies* dependencies, std::shared_ptr<const SignInExperience> settings
);

}  // namespace daemun::experience

#endif
