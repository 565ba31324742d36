// Protocol knowledge as tables. The discovery document and the checks are made from these, so that
// they cannot disagree.
#ifndef DAEMUN_OIDC_TABLES_H
#define DAEMUN_OIDC_TABLES_H

#include <array>
#include <string_view>

namespace daemun::oidc {

namespace scope {
inline constexpr std::string_view openid = "openid";
inline constexpr std::string_view offline_access = "offline_access";
inline constexpr std::string_view organizations = "urn:logto:scope:organizations";
inline constexpr std::string_view organization_roles = "urn:logto:scope:organization_roles";
}  // namespace scope

// The scopes that are about the user and not about an API resource, in discovery's order.
inline constexpr std::array<std::string_view, 13> supported_scopes{
    "openid",
    "offline_access",
    "profile",
    "email",
    "phone",
    "address",
    "custom_data",
    "identities",
    "roles",
    "urn:logto:scope:organizations",
    "urn:logto:scope:organization_roles",
    "urn:logto:scope:sessions",
    "urn:logto:scope:trusted_devices",
};

bool is_supported_scope(std::string_view name);

// The endpoints, relative to the issuer.
namespace path {
inline constexpr std::string_view openid_configuration = "/.well-known/openid-configuration";
inline constexpr std::string_view oauth_metadata = "/.well-known/oauth-authorization-server";
inline constexpr std::string_view authorization = "/auth";
inline constexpr std::string_view resumption = "/auth/{uid}";
inline constexpr std::string_view token = "/token";
inline constexpr std::string_view userinfo = "/me";
inline constexpr std::string_view jwks = "/jwks";
inline constexpr std::string_view introspection = "/token/introspection";
inline constexpr std::string_view revocation = "/token/revocation";
inline constexpr std::string_view end_session = "/session/end";
inline constexpr std::string_view end_session_confirm = "/session/end/confirm";
inline constexpr std::string_view end_session_success = "/session/end/success";
// Back from a company's identity provider, where the person has been signed out as well.
inline constexpr std::string_view end_session_return = "/session/end/return";
inline constexpr std::string_view pushed_authorization_request = "/request";
inline constexpr std::string_view device_authorization = "/device/auth";
inline constexpr std::string_view device = "/device";
}  // namespace path

inline constexpr std::string_view grant_authorization_code = "authorization_code";
inline constexpr std::string_view grant_refresh_token = "refresh_token";
inline constexpr std::string_view grant_client_credentials = "client_credentials";
inline constexpr std::string_view grant_device_code =
    "urn:ietf:params:oauth:grant-type:device_code";
inline constexpr std::string_view grant_token_exchange =
    "urn:ietf:params:oauth:grant-type:token-exchange";

// In discovery's order.
inline constexpr std::array<std::string_view, 5> supported_grants{
    grant_authorization_code,
    grant_refresh_token,
    grant_client_credentials,
    grant_device_code,
    grant_token_exchange,
};

}  // namespace daemun::oidc

#endif
