// Which browsers have signed in to an account before: domain/known_browsers.h, signed. A mark ends
// with the password that it was given under, so setting a new password revokes all marks.
#ifndef DAEMUN_EXPERIENCE_KNOWN_BROWSER_H
#define DAEMUN_EXPERIENCE_KNOWN_BROWSER_H

#include "base/id.h"
#include "experience/dependencies.h"
#include "http/request.h"

#include <optional>
#include <string>

namespace daemun::experience {

struct MarkedAccount {
  UserId id{};
  std::optional<TimePoint> password_updated_at{};
};

// The name of the browser's counter, if it holds a valid mark of the account.
std::optional<std::string> find_known_browser(
    const Dependencies& dependencies, const http::Request& request, const MarkedAccount& account
);

// The Set-Cookie field that marks the browser, beside its marks of other accounts.
std::string to_known_browser_cookie(
    const Dependencies& dependencies, const http::Request& request, const MarkedAccount& account
);

}  // namespace daemun::experience

#endif
