// Names of the server's cookies. Browsers keep them by host alone, so the two tenants of one
// host have names of their own; and over https the prefix `__Host-` keeps other hosts of the domain
// from planting one (RFC 6265bis 4.1.3.2).
#ifndef DAEMUN_DOMAIN_COOKIE_NAMES_H
#define DAEMUN_DOMAIN_COOKIE_NAMES_H

#include "base/id.h"

#include <string>
#include <string_view>

namespace daemun {

inline constexpr std::string_view session_cookie_name = "_session";
inline constexpr std::string_view interaction_cookie_name = "_interaction";
inline constexpr std::string_view device_cookie_name = "_device";
// Required to post the device page's form; readable by the page, as Logto's is.
inline constexpr std::string_view device_form_cookie_name = "_logto_device_flow_xsrf";

// "_session", "_admin_session", "__Host-_session", "__Host-_admin_session".
std::string cookie_name(std::string_view name, const TenantId& tenant, std::string_view endpoint);
// The path, or "/" where the name's prefix demands it.
std::string cookie_path(std::string_view path, std::string_view endpoint);

}  // namespace daemun

#endif
