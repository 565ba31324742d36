// Which paths take bodies that are longer than those of the protocol and of sign-ins.
#ifndef DAEMUN_APP_BODY_LIMITS_H
#define DAEMUN_APP_BODY_LIMITS_H

#include "http/server.h"

#include <vector>

namespace daemun::app {

std::vector<http::BodyLimit> body_limits();

}  // namespace daemun::app

#endif
