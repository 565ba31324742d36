// How long things live (Logto's values), in one place.
#ifndef DAEMUN_OIDC_LIFETIMES_H
#define DAEMUN_OIDC_LIFETIMES_H

#include "base/clock.h"

namespace daemun::oidc {

using std::chrono::hours;

inline constexpr Seconds authorization_code_ttl{60};
inline constexpr Seconds opaque_access_token_ttl{3600};
inline constexpr Seconds organization_token_ttl{3600};
inline constexpr Seconds default_id_token_ttl{3600};
inline constexpr Seconds default_refresh_token_ttl = hours(14 * 24);
inline constexpr Seconds interaction_ttl{3600};
inline constexpr Seconds grant_ttl = hours(180 * 24);
inline constexpr Seconds pushed_request_ttl{60};
inline constexpr Seconds logout_token_ttl{120};
// Beyond this age of its chain a refresh token is not rotated any more.
inline constexpr Seconds refresh_chain_limit = std::chrono::seconds(31'557'600);  // 365.25 days
inline constexpr Seconds default_rotation_grace{30};

}  // namespace daemun::oidc

#endif
