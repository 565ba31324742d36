// The protocol's lines of the audit log. A change has its line in the plan of the change; the start
// of a dialogue and every other token request have theirs in the journal.
#ifndef DAEMUN_OIDC_AUDIT_H
#define DAEMUN_OIDC_AUDIT_H

#include "base/json.h"
#include "domain/audit_event.h"
#include "domain/grant.h"
#include "oidc/client_authentication.h"
#include "oidc/token_request.h"

#include <string>
#include <string_view>

namespace daemun::oidc {

// A successful event with an id, the time, and where the request came from.
AuditEvent make_audit_event(
    const Dependencies& dependencies, std::string key, const http::Request& request
);

// "ExchangeTokenBy.RefreshToken"; "ExchangeTokenBy.Unknown" for a grant type that there is not.
std::string exchange_key(std::string_view grant_type);
// The same for a client's token request, with the access that it asked for.
AuditEvent make_exchange_event(
    const Dependencies& dependencies,
    const http::Request& request,
    const AuthenticatedClient& client,
    const TokenRequest& token_request
);
// The event of an exchange that concerned this grant.
AuditEvent with_grant(AuditEvent event, const Grant& grant, json::object details);
// The event of a refusal: the public code, and for administrators the reason.
AuditEvent with_error(AuditEvent event, const OAuthError& error);

// Writes down a token request that was refused before any grant saw it: malformed, or by a client
// that did not prove its identity. The client is named if there is one of that id.
Task<void> journal_refused_request(
    const Dependencies& dependencies, OAuthError error, const http::Request& request
);

}  // namespace daemun::oidc

#endif
