// Where a user goes on after signing in or out: a page of this app and no other (CWE-601).
#ifndef DAEMUN_AUTH_WEB_RETURN_TO_H
#define DAEMUN_AUTH_WEB_RETURN_TO_H

#include <optional>
#include <string>
#include <string_view>

namespace daemun::auth {

// A path with query and fragment on `origin`; from a whole URL of that origin too. Nothing for what
// a browser could take for another place, and for more than 2,048 characters.
std::optional<std::string> to_own_path(std::string_view text, std::string_view origin);

}  // namespace daemun::auth

#endif
