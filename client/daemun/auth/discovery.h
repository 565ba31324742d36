// OpenID Connect Discovery 1.0: where a provider's endpoints are and what it can do.
#ifndef DAEMUN_AUTH_DISCOVERY_H
#define DAEMUN_AUTH_DISCOVERY_H

#include "base/result.h"
#include "daemun/auth/error.h"
#include "daemun/auth/http.h"
#include "daemun/auth/provider.h"

#include <string>

namespace daemun::auth {

struct DiscoveryRules {
  // As configured: byte for byte what the document must say (OpenID Connect Discovery 4.3).
  std::string issuer{};
  // entra_tenant: the document may have "{tenantid}" where `issuer` has "common" or
  // "organizations".
  IssuerRule issuer_rule = IssuerRule::exact;
  Transport transport = Transport::https_only;
};

// GET <issuer>/.well-known/openid-configuration (OpenID Connect Discovery 4.1). Errors: bad_url
// (also an issuer with a query), insecure_url.
Result<Request, AuthError> make_discovery_request(const DiscoveryRules& rules);

// At most 64 KiB and 16 levels. Errors: those of a JSON answer; missing_member and bad_member
// (issuer, authorization_endpoint, token_endpoint, jwks_uri, response_types_supported and
// id_token_signing_alg_values_supported must be there, and each known member of its type);
// wrong_issuer (Discovery 4.3); bad_url and insecure_url for an endpoint; not_supported when there
// is no `code` flow, no algorithm that is known here, or PKCE without S256 (RFC 9700 2.1.1: to
// leave it out then would be a downgrade that the document's author can cause).
Result<ProviderMetadata, AuthError> read_discovery_response(
    const Response& response, const DiscoveryRules& rules
);

}  // namespace daemun::auth

#endif
