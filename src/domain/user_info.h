// A user as Logto's API and its webhooks show one.
#ifndef DAEMUN_DOMAIN_USER_INFO_H
#define DAEMUN_DOMAIN_USER_INFO_H

#include "base/json.h"
#include "domain/user.h"

namespace daemun {

// Nothing secret: no password, no hash.
json::object to_user_info(const User& user);

}  // namespace daemun

#endif
