// An application as the protocol sees it: a client (RFC 6749 2).
#ifndef DAEMUN_OIDC_CLIENT_H
#define DAEMUN_OIDC_CLIENT_H

#include "domain/application.h"
#include "oidc/dependencies.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::oidc {

// The id of the page that every tenant has for trying out the sign-in, at <endpoint>/demo-app.
inline constexpr std::string_view demo_app_id = "demo-app";

using ClientPtr = std::shared_ptr<const Application>;

// Null when there is none. The demo page's redirect URIs follow the endpoint.
Task<ClientPtr> find_client(const Dependencies& dependencies, ApplicationId id);

bool is_public(const Application& client);
// The grants of the client's type, by name (RFC 6749).
bool allows_grant(const Application& client, std::string_view grant_type);
// A native application on a device without a browser: it has its user type a code elsewhere
// (RFC 8628), and nothing else.
bool is_device(const Application& client);
// Whether it may use the authorization endpoint at all.
bool allows_authorization(const Application& client);
// Public clients must use PKCE (RFC 9700 2.1.1); confidential ones may.
bool requires_pkce(const Application& client);

Seconds id_token_ttl(const Application& client);
Seconds refresh_token_ttl(const Application& client);
Seconds rotation_grace(const Application& client);

// Whether a browser page of that origin may read the answers to this client (CORS).
bool allows_origin(const Application& client, std::string_view origin);

// A third-party application may only be granted the user scopes that an administrator enabled.
bool allows_user_scope(const Application& client, std::string_view name);

}  // namespace daemun::oidc

#endif
