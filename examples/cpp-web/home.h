// The twin of the guide's app/page.tsx.
#ifndef CPP_WEB_HOME_H
#define CPP_WEB_HOME_H

#include "daemun/auth/web/auth.h"

#include <string>

#include "settings.h"

namespace cpp_web {

// The page for whoever visits; what the browser must be told is in the visit afterwards.
std::string make_home(
    const daemun::auth::Auth& auth, daemun::auth::Visit& visit, const Settings& settings
);

// A page for those who are signed in.
std::string make_account(const daemun::auth::Session& session);

}  // namespace cpp_web

#endif
