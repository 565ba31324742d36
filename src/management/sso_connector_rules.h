// What an enterprise connector may be: Logto's rules for e-mail domains and names.
#ifndef DAEMUN_MANAGEMENT_SSO_CONNECTOR_RULES_H
#define DAEMUN_MANAGEMENT_SSO_CONNECTOR_RULES_H

#include "base/json.h"
#include "domain/sso_connector.h"

#include <cstddef>
#include <string>
#include <vector>

#include "api/request_error.h"

namespace daemun::management {

inline constexpr std::size_t max_sso_domains = 200;

// In lower case. Errors, in this order: 400 guard.invalid_input (more than max_sso_domains), 422
// single_sign_on.invalid_domain_format (Logto stores them), forbidden_domains (where anybody can
// have an address), duplicated_domains, each with the domains.
api::Outcome<std::vector<std::string>> parse_sso_domains(const std::vector<std::string>& domains);

// Whether another connector has the name.
bool is_name_taken(
    const std::vector<SsoConnector>& all, const std::string& name, const SsoConnectorId& own
);

}  // namespace daemun::management

#endif
