// The tokens with which a user's app acts at another service.
#ifndef DAEMUN_ACCOUNT_SERVICE_TOKENS_H
#define DAEMUN_ACCOUNT_SERVICE_TOKENS_H

#include "domain/token_secret.h"

#include <string>
#include <variant>

#include "account/dependencies.h"
#include "api/request_error.h"

namespace daemun::account {

// Of a social identity, by its target; of an account at a company's provider, by the connector.
using ServiceAddress = std::variant<std::string, SsoConnectorId>;

// Those that are kept, refreshed when they are over. Of several calls at once one asks the service,
// for a refresh token may be good once; the others get what it has got.
// Errors: 404 secrets.third_party_token_set.token_not_found, 401
// secrets.third_party_token_set.access_token_expired (there is no refresh token: the set is
// removed); of a refresh, which leaves the set as it is: 422 session.invalid_connector_id (the
// connector cannot be used), connector.token_storage_not_supported (it is not to keep tokens), 501
// connector.not_implemented (the service refreshes none), what the service refuses: 400
// connector.general, connector.invalid_response, 401 connector.authorization_failed (a company's
// provider). Throws Unavailable when another call's refresh does not end.
Task<api::Outcome<TokenSet>> load_service_tokens(
    const Dependencies* dependencies, UserId user, ServiceAddress address
);

}  // namespace daemun::account

#endif
