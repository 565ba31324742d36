// The twin of the guide's auth.ts.
#ifndef CPP_WEB_AUTH_H
#define CPP_WEB_AUTH_H

#include "daemun/auth/web/auth.h"

#include "settings.h"

namespace cpp_web {

daemun::auth::Auth make_auth(const Settings& settings);

}  // namespace cpp_web

#endif
