// The account that a SAML assertion is about, and the names of this server at the identity
// provider of a company.
#ifndef DAEMUN_SSO_SAML_ACCOUNT_H
#define DAEMUN_SSO_SAML_ACCOUNT_H

#include "base/json.h"
#include "base/result.h"
#include "connectors/connector_error.h"
#include "connectors/social/social.h"
#include "domain/sso_connector.h"

#include <string>
#include <string_view>

#include "saml/response.h"

namespace daemun::sso {

// The attributes that hold id, e-mail address and name: the configuration's `attributeMapping` over
// the names below. "nameID" is the NameID.
json::object attribute_mapping_of(const json::object& config);

// Errors: invalid_response, when there is no id or it is not one line.
Result<connectors::SocialUser, connectors::ConnectorError> to_account(
    const json::object& config, const saml::Assertion& assertion
);

// The same of the generic connector, whose `profileMap` names the attributes: the NameID is the id
// where no attribute has the name "id". An assertion says nothing of whether addresses are
// verified: they count only with `trustUnverifiedEmail`.
Result<connectors::SocialUser, connectors::ConnectorError> to_social_user(
    const json::object& config, const saml::Assertion& assertion
);

// `endpoint` has no slash at its end.
std::string entity_id_of(std::string_view endpoint, const SsoConnectorId& connector);
std::string consumer_url_of(std::string_view endpoint, const SsoConnectorId& connector);

}  // namespace daemun::sso

#endif
