// Settings that cannot work are refused when they are made, before the app serves anybody, and the
// complaint says what to change.
#ifndef DAEMUN_AUTH_WEB_CHECK_SETTINGS_H
#define DAEMUN_AUTH_WEB_CHECK_SETTINGS_H

#include "daemun/auth/authorization.h"
#include "daemun/auth/transport/provider_connection.h"
#include "daemun/auth/web/settings.h"

#include <string>

namespace daemun::auth {

struct GuardSettings;

// Throws std::invalid_argument with the complaint.
void require(bool is_right, const std::string& complaint);

// Each throws std::invalid_argument for what it names.

// base_path and pages that are no paths of this app, a cookie name that no cookie can have, times
// that are negative or too long, room for cookies that is too small or that no server has, no
// provider, two of one id.
void require_workable(const AuthSettings& settings);

// An id that is no path segment, no client_id, no profile, an issuer that is missing, unusable or
// too much, a secret or key that is missing.
void require_workable(const AuthProvider& provider, const ProviderSettings& made);

// Parameters that an authorization request must not have (prepare_authorization), and, where there
// is discovery, a scope without "openid" or with commas.
void require_workable(const AuthProvider& provider, const AuthorizationParameters& parameters);

// An issuer that no document can be fetched from.
void require_discoverable(const std::string& of, const DiscoveryRules& rules);

// No audience, opaque tokens without a client, a scope that is none, a negative time.
void require_workable(const GuardSettings& settings, const Client& client);

}  // namespace daemun::auth

#endif
